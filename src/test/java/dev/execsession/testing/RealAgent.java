package dev.execsession.testing;

import dev.execsession.json.Json;
import dev.execsession.testing.ScriptedModel.Step;
import dev.execsession.testing.ScriptedModel.Step.Call;
import dev.execsession.testing.ScriptedModel.Step.Say;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The real agents, set up in a home of the test to ask a scripted model. */
public enum RealAgent {
  CLAUDE(
      ModelApi.ANTHROPIC,
      "Write file_path content",
      "Bash command description",
      "model conversation turns inputTokens outputTokens costUsd guard") {
    @Override
    Cli connect(Cli cli, TestRepo repo, String model) {
      return cli.with("ANTHROPIC_BASE_URL", model)
          .with("ANTHROPIC_API_KEY", "sk-1234567890")
          .with("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
          .with("DISABLE_AUTOUPDATER", "1");
    }

    @Override
    List<Step> report(Map<String, ?> result) {
      return List.of(new Call("StructuredOutput", result));
    }
  },

  CODEX(ModelApi.RESPONSES, "", "exec_command cmd", "conversation inputTokens outputTokens guard") {
    @Override
    Cli connect(Cli cli, TestRepo repo, String model) {
      home(
          repo,
          ".codex/config.toml",
          """
          model = "scripted-1"
          model_provider = "scripted"
          [model_providers.scripted]
          name = "scripted"
          base_url = "%s/v1"
          env_key = "OPENAI_API_KEY"
          wire_api = "responses"
          request_max_retries = 0
          stream_max_retries = 0
          [analytics]
          enabled = false
          """
              .formatted(model));
      return cli.with("OPENAI_API_KEY", "sk-1234567890");
    }

    @Override
    public Step write(TestRepo repo, String path, String line) {
      return run(
          "apply_patch <<'EOP'\n*** Begin Patch\n*** Add File: "
              + repo.path(path)
              + "\n+"
              + line
              + "\n*** End Patch\nEOP");
    }
  },

  GEMINI(
      ModelApi.GEMINI,
      "write_file file_path content",
      "run_shell_command command",
      "model conversation inputTokens outputTokens guard") {
    @Override
    Cli connect(Cli cli, TestRepo repo, String model) {
      home(
          repo,
          ".gemini/settings.json",
          """
          {"security":{"auth":{"selectedType":"gemini-api-key"}},
           "privacy":{"usageStatisticsEnabled":false},"general":{"enableAutoUpdate":false}}
          """);
      return cli.with("GOOGLE_GEMINI_BASE_URL", model).with("GEMINI_API_KEY", "sk-1234567890");
    }
  },

  OPENCODE(
      ModelApi.CHAT,
      "write filePath content",
      "bash command description",
      "conversation turns inputTokens outputTokens costUsd guard") {
    @Override
    Cli connect(Cli cli, TestRepo repo, String model) {
      home(
          repo,
          ".config/opencode/opencode.json",
          """
          {"autoupdate":false,"share":"disabled","model":"scripted/scripted-1",
           "small_model":"scripted/scripted-1",
           "provider":{"scripted":{"npm":"@ai-sdk/openai-compatible","name":"Scripted",
             "options":{"baseURL":"%s/v1","apiKey":"sk-1234567890"},
             "models":{"scripted-1":{"name":"Scripted","limit":{"context":128000,"output":8000}}}}}}
          """
              .formatted(model));
      // Else it installs what plugins may import, whether they do or not.
      String plugins = "\"dependencies\":{\"@opencode-ai/plugin\":\"*\"}";
      home(repo, ".config/opencode/package.json", "{" + plugins + "}");
      home(
          repo,
          ".config/opencode/package-lock.json",
          "{\"lockfileVersion\":3,\"packages\":{\"\":{" + plugins + "}}}");
      home(repo, ".config/opencode/node_modules/.keep", "");
      return cli.with("OPENCODE_DISABLE_AUTOUPDATE", "1")
          .with("OPENCODE_DISABLE_MODELS_FETCH", "1")
          .with("OPENCODE_DISABLE_LSP_DOWNLOAD", "1");
    }
  },

  COPILOT(
      ModelApi.CHAT,
      "create path file_text",
      "bash command description",
      "model conversation turns inputTokens outputTokens guard") {
    @Override
    Cli connect(Cli cli, TestRepo repo, String model) {
      return cli.with("COPILOT_OFFLINE", "true")
          .with("COPILOT_PROVIDER_BASE_URL", model + "/v1")
          .with("COPILOT_PROVIDER_API_KEY", "sk-1234567890")
          .with("COPILOT_MODEL", ModelApi.MODEL)
          .with("COPILOT_AUTO_UPDATE", "false");
    }
  };

  private final ModelApi api;
  private final String edit;
  private final String shell;
  private final String receipt;

  /**
   * @param edit the tool that makes a file, and its keys for the path and the content
   * @param shell the tool that runs a command, and its keys for the command and a description
   * @param receipt what its attempts are known to have used
   */
  RealAgent(ModelApi api, String edit, String shell, String receipt) {
    this.api = api;
    this.edit = edit;
    this.shell = shell;
    this.receipt = receipt;
  }

  /** Returns the name of the program and of its preset. */
  public String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names in the receipt of an attempt. */
  public List<String> receipt() {
    return words(receipt);
  }

  /** Returns what the model is told when it may not make {@code other/x}. */
  public String veto() {
    return "exec-session: block `B01` may not edit `other/x`";
  }

  /** Starts a model that makes these steps. */
  public ScriptedModel model(List<Step> steps) {
    return new ScriptedModel(api, words(shell).get(0), steps);
  }

  /** Returns a launcher under which the agent asks the model, in the repository's empty home. */
  public Cli launcher(TestRepo repo, ScriptedModel model) {
    return connect(Cli.in(repo).without("EXEC_SESSION_SANDBOX_WRITABLE"), repo, model.address());
  }

  abstract Cli connect(Cli cli, TestRepo repo, String model);

  /** Returns the step that makes a file of one line. */
  public Step write(TestRepo repo, String path, String line) {
    List<String> names = words(edit);
    return new Call(
        names.get(0),
        ModelApi.map(names.get(1), repo.path(path).toString(), names.get(2), line + "\n"));
  }

  /** Returns the step that runs a command. */
  public Step run(String command) {
    List<String> names = words(shell);
    Map<String, Object> arguments = ModelApi.map(names.get(1), command);
    names.stream().skip(2).forEach(key -> arguments.put(key, "a command of the script"));
    return new Call(names.get(0), arguments);
  }

  List<Step> report(Map<String, ?> result) {
    return List.of(new Say("Done.\n```json\n" + Json.pretty(result) + "\n```"));
  }

  /** Returns the steps that end the work with a structured result. */
  public List<Step> done(String summary, String risk) {
    return report(
        ModelApi.map(
            "status",
            "done",
            "summary",
            summary,
            "notes",
            List.of(),
            "risks",
            List.of(risk),
            "attestations",
            List.of(),
            "escalate",
            null));
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  private static void home(TestRepo repo, String file, String text) {
    repo.at(repo.home()).write(file, text);
  }
}
