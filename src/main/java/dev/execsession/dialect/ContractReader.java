package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.dialect.Words.Meaning;
import dev.execsession.plan.BranchRule;
import dev.execsession.plan.Checkbox;
import dev.execsession.plan.Content;
import dev.execsession.plan.Content.Item;
import dev.execsession.plan.Content.Items;
import dev.execsession.plan.Content.Para;
import dev.execsession.plan.Document;
import dev.execsession.plan.Field;
import dev.execsession.plan.FrontMatter;
import dev.execsession.plan.Part;
import dev.execsession.plan.Prose;
import dev.execsession.plan.ScopePattern;
import dev.execsession.plan.ScopeWords;
import dev.execsession.plan.SectionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads task contracts: one block, with the files that may and may not change. */
final class ContractReader {
  private final SourceReader reader;
  private final DraftBlock block;
  private final List<Content> work = new ArrayList<>();

  ContractReader(SourceReader reader) {
    this.reader = reader;
    this.block = reader.draft.block("B01", reader.draft.title);
  }

  void read() {
    for (FrontMatter.Key key : reader.source.front()) {
      if (reader.words.of(key.name()) == Meaning.BRANCH) {
        setBranch(key.value(), key.where().line());
      }
    }
    read(reader.source.root());
    new StepReader(reader.draft, block).add(StepCollector.of(work));
    reader.goal(block);
    for (Document.Lines broken : reader.source.brokenFences()) {
      reader.draft.doubt(
          Place.HEAD, broken.first(), "was not read, because this fence contains another one");
    }
  }

  private void read(Part part) {
    for (Field field : reader.source.fields().of(part.body())) {
      if (read(reader.words.of(field.name()), field.contents(), field)) {
        reader.use(part);
      }
    }
    for (Part child : part.parts()) {
      Meaning meaning = reader.words.of(child.heading().plain());
      if (child.opaque() || meaning == Meaning.RECORD) {
        continue;
      }
      if (meaning == Meaning.INCLUDE) {
        reader.use(child);
        include(child);
      } else if (meaning == Meaning.WORK) {
        reader.use(child);
        work.addAll(child.contents());
      } else if (read(meaning, child.contents(), null)) {
        reader.use(child);
      } else {
        read(child);
      }
    }
  }

  /** Reads the contents of a heading or field; returns whether its meaning is known. */
  private boolean read(Meaning meaning, List<Content> contents, @Nullable Field field) {
    switch (meaning) {
      case INCLUDE -> include(contents);
      case EXCLUDE -> exclude(contents);
      case IN_SCOPE -> inScope(contents);
      case ACCEPTANCE -> SourceReader.addTexts(contents, block.acceptance);
      case CHECKS -> new CheckLists(reader).addToPlan(contents);
      case BRANCH -> branch(contents, field);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads a list of files with sub-headings, some of which can forbid. */
  private void include(Part part) {
    include(part.body());
    for (Part child : part.parts()) {
      Meaning meaning = reader.words.of(child.heading().plain());
      if (meaning == Meaning.EXCLUDE) {
        exclude(child.contents());
      } else if (meaning == Meaning.ACCEPTANCE || meaning == Meaning.CHECKS) {
        read(meaning, child.contents(), null);
      } else if (!isOnlyRead(child)) {
        include(child);
      }
    }
  }

  private static boolean isOnlyRead(Part part) {
    String first = part.key().split("\\s", 2)[0];
    return ScopeWords.READ_WORDS.contains(first);
  }

  private void include(List<Content> contents) {
    boolean forbidden = false;
    for (Content content : contents) {
      if (content instanceof Para para && !para.prose().text().startsWith("|")) {
        forbidden = reader.words.of(para.prose().plain()) == Meaning.EXCLUDE;
        grantParagraph(para.prose());
      } else if (forbidden) {
        exclude(List.of(content));
      } else if (content instanceof Items items) {
        items.items().forEach(this::includeItem);
      } else {
        grant(List.of(content));
      }
    }
  }

  private void includeItem(Item item) {
    Meaning label = reader.words.of(Checkbox.drop(item.prose()).plain());
    if (label == Meaning.EXCLUDE) {
      exclude(item.more());
    } else {
      grant(List.of(new Items(false, List.of(item), item.where())));
    }
  }

  /** Grants a paragraph that is only a list of paths. */
  private void grantParagraph(Prose prose) {
    ScopeEntries.Entry entry = ScopeEntries.of(prose, reader.source.fields());
    if (!entry.paths().isEmpty() && entry.note() == null) {
      reader.grants(List.of(entry), false, "Include").forEach(reader.draft::grant);
    }
  }

  private void grant(List<Content> contents) {
    List<ScopeEntries.Entry> entries = ScopeEntries.of(contents, reader.source.fields());
    reader.grants(entries, false, "Include").forEach(reader.draft::grant);
  }

  /** Forbids paths; an entry in words becomes a guard, which people watch. */
  private void exclude(List<Content> contents) {
    for (ScopeEntries.Entry entry : ScopeEntries.of(contents, reader.source.fields())) {
      List<Grant> grants =
          entry.paths().isEmpty() ? List.of() : reader.grants(List.of(entry), false, "Exclude");
      boolean paths =
          !grants.isEmpty() && grants.stream().allMatch(g -> g.pattern().matches(".*[/.*].*"));
      if (paths) {
        grants.forEach(reader.draft::forbid);
      } else if (!SectionKey.of(entry.text()).matches("none|nothing|n/a|없음|なし|无")) {
        reader.draft.guards.add(new Sourced(words(entry.text()), entry.line()));
      }
    }
  }

  /** Returns an entry as words, which no plan reads as a path. */
  private static String words(String entry) {
    String bare = entry.replace("`", "").replace("|", " ").strip();
    return ScopePattern.isPath(bare) ? "anything at " + bare : bare;
  }

  /** Paths in scope may change; other text says what the work is about. */
  private void inScope(List<Content> contents) {
    for (ScopeEntries.Entry entry : ScopeEntries.of(contents, reader.source.fields())) {
      boolean paths = entry.paths().stream().anyMatch(path -> path.contains("/"));
      if (paths) {
        reader.grants(List.of(entry), false, "Include").forEach(reader.draft::grant);
      } else {
        reader.draft.objectiveNotes.add(new Sourced("**In Scope:** " + entry.text(), entry.line()));
      }
    }
  }

  private void branch(List<Content> contents, @Nullable Field field) {
    Prose value =
        field != null
            ? field.value()
            : contents.stream()
                .filter(Para.class::isInstance)
                .map(content -> ((Para) content).prose())
                .findFirst()
                .orElse(null);
    if (value != null && !value.isBlank()) {
      String written = value.codes().isEmpty() ? value.plain() : value.codes().get(0).text();
      setBranch(written, value.where().line());
    }
  }

  private void setBranch(String name, int line) {
    if (reader.draft.branch == null && BranchRule.isBranch(name)) {
      reader.draft.branch = new Sourced(name, line);
    } else {
      reader.draft.doubt(Place.BRANCH, line, "candidate: " + name);
    }
  }
}
