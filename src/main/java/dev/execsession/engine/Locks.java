package dev.execsession.engine;

import dev.execsession.contract.BlockContract;
import dev.execsession.contract.Contract;
import dev.execsession.contract.RunRequest;
import dev.execsession.journal.Event;
import dev.execsession.plan.BlockId;
import dev.execsession.plan.Plan;
import dev.execsession.plan.ScopeEntry;
import dev.execsession.problem.Problem;
import dev.execsession.store.SessionFolder;
import dev.execsession.store.SessionStore;
import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Records what was locked in. */
final class Locks {
  private Locks() {}

  static Event.Locked event(
      RunRequest request,
      Contract contract,
      SessionFolder folder,
      String baseline,
      List<TreePath> unwatched,
      Optional<SessionStore.Stored> previous) {
    Plan plan = contract.plan();
    return new Event.Locked(
        folder.id(),
        request.invocation().toolVersion(),
        contract.repository().root().toString(),
        contract.planPath(),
        contract.digest(),
        contract.configDigest(),
        plan.title(),
        plan.objective(),
        Objects.requireNonNull(plan.branch()),
        Objects.requireNonNull(contract.repository().head()),
        contract.mode(),
        contract.overriddenBy(),
        request.by(),
        contract.blocks().stream().map(BlockContract::fact).toList(),
        plan.groups().stream().map(group -> group.stream().map(BlockId::value).toList()).toList(),
        contract.guards(),
        plan.include().stream().map(ScopeEntry::pattern).toList(),
        plan.exclude().stream().map(ScopeEntry::pattern).toList(),
        contract.completionChecks().stream().map(check -> check.command()).toList(),
        plan.stopConditions(),
        baseline,
        previous.map(stored -> stored.folder().id()).orElse(null),
        request.choices(),
        contract.warnings().stream().map(Problem::message).toList(),
        contract.sandbox().fact(),
        unwatched.isEmpty() ? null : unwatched.stream().map(TreePath::text).toList());
  }
}
