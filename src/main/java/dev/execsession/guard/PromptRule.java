package dev.execsession.guard;

import dev.execsession.process.AgentProgram;
import dev.execsession.process.CallingAgent;
import dev.execsession.process.ProcessAbove;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold for a prompt to count as the person's approval. Each rule stops one way in which
 * an agent can make its own prompt hook run; none is a proof.
 */
public enum PromptRule {
  /** A sub-agent's prompt is written by the agent. */
  NO_SUB_AGENT {
    @Override
    Optional<String> broken(PromptCase prompt) {
      for (String field : SUB_AGENT) {
        if (prompt.fields().get(field) != null) {
          return Optional.of("it was sent by a sub-agent");
        }
      }
      return Optional.empty();
    }
  },

  /** Another conversation, such as that of a nested agent, is not the person's. */
  SAME_SESSION {
    @Override
    Optional<String> broken(PromptCase prompt) {
      PromptCase.Begun begun = prompt.begun();
      if (begun == null || !prompt.agent().word().equals(begun.agent())) {
        return Optional.of("the block was not begun by this agent");
      }
      return begun.session() != null && begun.session().equals(prompt.session())
          ? Optional.empty()
          : Optional.of(
              "it was typed in a different conversation from the one that began the block" + AGAIN);
    }
  },

  /** The same conversation, resumed by a process that an agent started, is not the person's. */
  SAME_PROCESS {
    @Override
    Optional<String> broken(PromptCase prompt) {
      PromptCase.Begun begun = prompt.begun();
      ProcessAbove now = BeginNote.process(prompt.agent(), prompt.above());
      if (prompt.agent() == Agent.CODEX && (now == null || isDaemon(now))) {
        // Codex keeps one server for all its windows.
        return Optional.empty();
      }
      boolean same =
          begun != null
              && now != null
              && Objects.equals(begun.pid(), now.pid())
              && Objects.equals(begun.ticks(), now.ticks());
      return same
          ? Optional.empty()
          : Optional.of("the agent was restarted after it began the block" + AGAIN);
    }
  },

  /** A process that a model's command started inherits the variables of its shell. */
  NO_AGENT_SHELL {
    @Override
    Optional<String> broken(PromptCase prompt) {
      Optional<String> own = CallingAgent.shellMark(prompt.environment());
      if (own.isPresent()) {
        return Optional.of("an agent's command started the hook: `" + own.get() + "`");
      }
      int between = 0;
      for (ProcessAbove each : prompt.above()) {
        if (each.agent() != null) {
          break;
        }
        between++;
        if (!isPlainShell(each.words())) {
          return Optional.of("there is another program between the agent and its hook");
        }
      }
      Optional<String> started = startedByAgent(prompt.agent().word(), prompt.above());
      if (started.isPresent()) {
        return started;
      }
      return between <= MOST_SHELLS
          ? Optional.empty()
          : Optional.of("there is more than one shell between the agent and its hook");
    }
  },

  /** Without a terminal there is no person. */
  INTERACTIVE {
    @Override
    Optional<String> broken(PromptCase prompt) {
      return headless(prompt.environment(), prompt.above());
    }
  },

  /** While a tool or a command runs, or a prompt is scheduled, the agent may be the sender. */
  AT_REST {
    @Override
    Optional<String> broken(PromptCase prompt) {
      Conversation noted = prompt.noted();
      Conversation.Rest rest = noted.rest();
      if (!noted.open().isEmpty() || rest == null) {
        return Optional.of(
            "it arrived while the agent was working; type it again when the agent waits");
      }
      if (rest.prompts() > 0) {
        return Optional.of("the agent has scheduled a prompt");
      }
      return rest.commands() > 0
          ? Optional.of("a command of the agent is still running in the background")
          : Optional.empty();
    }
  },

  /** An agent can rewrite its own hooks. */
  SAME_SETTINGS {
    @Override
    Optional<String> broken(PromptCase prompt) {
      PromptCase.Begun begun = prompt.begun();
      String then = begun == null ? null : begun.settings();
      boolean same =
          !prompt.settings().equals(HookSettings.NOT_INSTALLED) && prompt.settings().equals(then);
      return same
          ? Optional.empty()
          : Optional.of(
              "the agent's hooks are not the ones that were installed when the block was begun");
    }
  };

  /** What makes the agent that goes on the one on record. */
  private static final String AGAIN =
      ": run `exec-session begin`, then the person can type it again";

  private static final Set<String> SUB_AGENT =
      Set.of("agent_id", "agentId", "agent_type", "agentType", "parent_agent_id", "parentAgentId");

  /** The shell that runs a hook's command. */
  private static final int MOST_SHELLS = 1;

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh");

  /** Copilot passes these when it starts a hook. */
  private static final Set<String> NO_PROFILE = Set.of("--norc", "--noprofile");

  /** Returns why the rule does not hold; empty if it does. */
  abstract Optional<String> broken(PromptCase prompt);

  /** Returns the rule's name in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the first reason why the prompt does not count; empty if every rule holds. */
  public static Optional<String> brokenBy(PromptCase prompt) {
    for (PromptRule rule : values()) {
      Optional<String> reason = rule.broken(prompt);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns why an agent that calls a command cannot pass on what a person says, by the processes
   * above the command; empty if it can.
   *
   * @param environment of the command
   * @param above the nearest first
   */
  public static Optional<String> unattended(
      Map<String, String> environment, List<ProcessAbove> above) {
    for (ProcessAbove each : above) {
      AgentProgram program = each.agent();
      if (program != null) {
        Optional<String> started = startedByAgent(program.word(), above);
        return started.isPresent() ? started : headless(environment, above);
      }
    }
    return Optional.of("its process cannot be seen");
  }

  /** Returns what shows that another agent, or a command of one, started the agent. */
  private static Optional<String> startedByAgent(String agent, List<ProcessAbove> above) {
    boolean agentSeen = false;
    for (ProcessAbove each : above) {
      AgentProgram program = each.agent();
      if (program == null) {
        continue;
      }
      if (agentSeen && !program.word().equals(agent)) {
        return Optional.of("another agent started this one");
      }
      agentSeen = true;
      Optional<String> mark = CallingAgent.shellMark(each.environment());
      if (mark.isPresent()) {
        return Optional.of("an agent's command started the agent: `" + mark.get() + "`");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> headless(
      Map<String, String> environment, List<ProcessAbove> above) {
    boolean sdk = environment.getOrDefault("CLAUDE_CODE_ENTRYPOINT", "cli").startsWith("sdk");
    for (ProcessAbove each : above) {
      AgentProgram program = each.agent();
      sdk |= program != null && program.headless(each.words()).isPresent();
    }
    return sdk ? Optional.of("the agent runs without a person at its terminal") : Optional.empty();
  }

  /** Returns whether a process of codex is the server that outlives its windows. */
  private static boolean isDaemon(ProcessAbove codex) {
    return codex.words().stream().anyMatch(word -> word.contains("app-server"));
  }

  /** Returns whether a process is a shell that runs one command, as agents start hooks. */
  private static boolean isPlainShell(List<String> words) {
    String program = words.isEmpty() ? "" : words.get(0);
    String name = program.substring(program.lastIndexOf('/') + 1);
    int option = 1;
    while (option < words.size() && NO_PROFILE.contains(words.get(option))) {
      option++;
    }
    return SHELLS.contains(name)
        && option + 1 < words.size()
        && ShellRule.isScriptOption(words.get(option));
  }
}
