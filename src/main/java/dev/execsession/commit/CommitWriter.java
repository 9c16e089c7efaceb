package dev.execsession.commit;

import dev.execsession.file.DurableFiles;
import dev.execsession.git.GitObjects;
import dev.execsession.git.GitObjects.TreeItem;
import dev.execsession.text.TreePath;
import dev.execsession.worktree.ContentStore;
import dev.execsession.worktree.ManifestEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of a commit and has them on disk before it returns. Moves no ref and touches
 * neither index nor worktree, so until somebody points to them nothing has happened.
 */
final class CommitWriter {
  private final GitObjects objects;
  private final ContentStore content;
  private final Path commonDir;

  CommitWriter(GitObjects objects, ContentStore content, Path commonDir) {
    this.objects = objects;
    this.content = content;
    this.commonDir = commonDir;
  }

  /** Returns the id of the commit that makes a draft true. */
  String write(CommitDraft draft, CommitIdentity identity, String message, ZonedDateTime now)
      throws IOException {
    ObjectId commit;
    Set<String> written = new HashSet<>();
    try (Repository repository = durable();
        ObjectInserter inserter = repository.newObjectInserter();
        RevWalk walk = objects.walk()) {
      Map<TreePath, @Nullable TreeItem> items = new HashMap<>();
      for (Map.Entry<TreePath, CommitDraft.Edit> edit : draft.edits().entrySet()) {
        TreeItem item = item(edit.getKey(), edit.getValue(), inserter);
        items.put(edit.getKey(), item);
        if (item != null) {
          written.add(item.id());
        }
      }
      RevCommit parent = walk.parseCommit(ObjectId.fromString(draft.parent()));
      CommitBuilder builder = new CommitBuilder();
      TreeWriter trees = new TreeWriter(walk.getObjectReader(), inserter);
      builder.setTreeId(trees.write(parent.getTree(), items));
      builder.setParentId(parent);
      builder.setAuthor(ident(identity.author(), now));
      builder.setCommitter(ident(identity.committer(), now));
      builder.setEncoding(StandardCharsets.UTF_8);
      builder.setMessage(message);
      commit = inserter.insert(builder);
      inserter.flush();
      written.addAll(trees.written());
      written.add(commit.name());
    }
    forceFolders(written);
    verify(draft, commit.name());
    return commit.name();
  }

  /** Returns a repository that forces each loose object to disk, whatever is configured. */
  private Repository durable() throws IOException {
    Repository repository =
        new FileRepositoryBuilder().setGitDir(commonDir.toFile()).setBare().build();
    repository.getConfig().setBoolean("core", null, "fsyncObjectFiles", true);
    return repository;
  }

  private @Nullable TreeItem item(TreePath path, CommitDraft.Edit edit, ObjectInserter inserter)
      throws IOException {
    ManifestEntry entry = edit.entry();
    if (entry == null) {
      return null;
    }
    byte[] bytes =
        CommitDrafter.bytes(entry, content)
            .orElseThrow(() -> new IOException("`" + path.display() + "` changed meanwhile"));
    return new TreeItem(edit.mode(), inserter.insert(Constants.OBJ_BLOB, bytes).name());
  }

  private static PersonIdent ident(CommitIdentity.Person person, ZonedDateTime now) {
    return new PersonIdent(person.name(), person.email(), now.toInstant(), now.getOffset());
  }

  /** The files are forced as they are written; their names are forced here. */
  private void forceFolders(Set<String> written) throws IOException {
    Path folder = commonDir.resolve("objects");
    Set<Path> shards = new TreeSet<>();
    written.forEach(id -> shards.add(folder.resolve(id.substring(0, 2))));
    for (Path shard : shards) {
      // What was packed before has none.
      if (Files.isDirectory(shard)) {
        DurableFiles.forceFolder(shard);
      }
    }
    DurableFiles.forceFolder(folder);
  }

  /** Exactly these paths, or nothing happens. */
  private void verify(CommitDraft draft, String commit) throws IOException {
    if (!objects.differences(draft.parent(), commit).keySet().equals(draft.edits().keySet())) {
      throw new IOException("the commit would change other paths than the block did");
    }
  }
}
