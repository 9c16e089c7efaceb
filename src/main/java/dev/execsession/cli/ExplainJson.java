package dev.execsession.cli;

import dev.execsession.guard.Ruling;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.journal.Signed;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON document of {@code explain --json}, version 1; component names are field names. */
record ExplainJson(
    int version,
    String path,
    @Nullable String pathBase64,
    String plan,
    boolean allowed,
    @Nullable Verdict verdict,
    String rule,
    @Nullable String note,
    Explanation.@Nullable Origin origin,
    boolean allowedWith,
    boolean ignored,
    boolean sensitive,
    List<ForBlock> blocks,
    List<String> allow,
    @Nullable OnRecord session) {

  static ExplainJson of(Explanation explanation) {
    Ruling whole = explanation.whole();
    TreePath place = whole.path();
    return new ExplainJson(
        1,
        place == null ? whole.asked() : place.text(),
        place == null || place.utf8().isPresent() ? null : place.base64(),
        explanation.scope().path(),
        whole.allowed(),
        whole.verdict(),
        whole.rule(),
        whole.note(),
        explanation.origin(whole, null).orElse(null),
        explanation.isCompanion(),
        explanation.ignored(),
        explanation.isSensitive(),
        explanation.blocks().stream().map(block -> ForBlock.of(explanation, block)).toList(),
        explanation.allow(),
        explanation.session().map(state -> OnRecord.of(explanation, state)).orElse(null));
  }

  /** The verdict for a block. */
  record ForBlock(
      String id,
      boolean allowed,
      @Nullable Verdict verdict,
      String rule,
      @Nullable String note,
      Explanation.@Nullable Origin origin) {
    static ForBlock of(Explanation explanation, Explanation.ForBlock block) {
      Ruling ruling = block.ruling();
      return new ForBlock(
          block.id(),
          ruling.allowed(),
          ruling.verdict(),
          ruling.rule(),
          ruling.note(),
          explanation.origin(ruling, block.block()).orElse(null));
    }
  }

  /**
   * What the plan's newest session recorded about the path.
   *
   * @param acceptedBy who accepted a change outside of any block
   */
  record OnRecord(String id, List<Change> changes, @Nullable String acceptedBy) {
    static OnRecord of(Explanation explanation, SessionState state) {
      TreePath place = explanation.whole().path();
      return new OnRecord(
          state.locked().session(),
          state.blocks().stream()
              .flatMap(
                  block ->
                      explanation.changes(block).stream().map(change -> Change.of(block, change)))
              .toList(),
          acceptedBy(place, state));
    }

    private static @Nullable String acceptedBy(@Nullable TreePath place, SessionState state) {
      Signed signed = place == null ? null : state.accepted().get(place.text());
      return signed == null ? null : signed.by();
    }
  }

  /**
   * What a block changed at the path.
   *
   * @param approvedBy who accepted the block's result
   */
  record Change(String block, Fact.Change change, List<String> approvedBy) {
    static Change of(BlockState block, Fact.Change change) {
      return new Change(
          block.id(),
          change,
          block.approvals().stream().map(Fact.Approval::by).distinct().toList());
    }
  }
}
