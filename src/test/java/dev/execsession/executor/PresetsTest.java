package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.agent.OutputFormat;
import dev.execsession.agent.Usage;
import dev.execsession.config.ExecutorConfig;
import dev.execsession.config.Presets;
import dev.execsession.executor.ExecutorSpec.Argv;
import dev.execsession.executor.ExecutorSpec.External;
import dev.execsession.process.ProcessRunner;
import dev.execsession.process.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets conform to the configuration's format and to each agent's requirements. */
class PresetsTest {
  @TempDir Path temp;

  /** Resolves a preset as a run does. */
  private static External preset(String name) {
    ExecutorConfig preset = Objects.requireNonNull(Presets.shipped().get(name));
    return new External(
        name,
        new Argv(preset.command(null, List.of(), false)),
        PromptStyle.valueOf(preset.prompt().name()),
        OutputFormat.valueOf(preset.result().name()),
        preset.env(),
        preset.timeout(),
        Objects.requireNonNullElse(preset.idle(), Duration.ZERO),
        preset.interactive(),
        preset.options(),
        preset.budget());
  }

  @Test
  void all_documented_agents_have_a_preset_in_configuration_format() {
    assertThat(Presets.shipped().keySet())
        .containsExactly(
            "claude", "codex", "gemini", "aider", "opencode", "cursor", "copilot", "goose", "agy");
    assertThat(Presets.shipped().values())
        .allSatisfy(preset -> assertThat(preset.description()).isNotBlank());
    assertThat(preset("claude").display())
        .startsWith("claude -p --output-format stream-json")
        .doesNotContain("--bare");
    assertThat(preset("goose").environment()).containsExactly(Map.entry("GOOSE_MODE", "auto"));
  }

  @Test
  void a_model_and_more_arguments_have_their_place_in_the_command() {
    ExecutorConfig codex = Objects.requireNonNull(Presets.shipped().get("codex"));
    assertThat(codex.command("o9", List.of("--oss"), true))
        .containsSequence("--sandbox", "danger-full-access")
        .containsSequence("--model", "o9", "--oss")
        .endsWith("-");
    assertThat(codex.command(null, List.of(), false))
        .containsSequence("--sandbox", "workspace-write")
        .doesNotContain("--model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claude",
        "codex",
        "gemini",
        "aider",
        "opencode",
        "cursor",
        "copilot",
        "goose",
        "agy"
      })
  void every_agent_receives_the_brief(String name) throws IOException {
    External spec = preset(name);
    String program = ((Argv) spec.invocation()).words().get(0);
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path agent =
        Files.writeString(
            bin.resolve(program),
            """
            #!/bin/sh
            for word; do
              case $word in
                *brief.md) cat "$word" ;;
                -*) ;;
                *) echo "arg: $word" ;;
              esac
            done
            cat
            """);
    assertThat(agent.toFile().setExecutable(true)).isTrue();
    Files.writeString(temp.resolve("brief.md"), "the brief, whole\n");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.merge("PATH", bin.toString(), (path, own) -> own + ":" + path);

    ExecutorOutcome outcome =
        new ExecutorRunner(new ProcessRunner(System.getenv()), Clock.systemUTC())
            .run(
                spec,
                new ExecutionRequest(
                    "s1",
                    "plan.md",
                    "B01",
                    1,
                    temp,
                    temp.resolve("brief.md"),
                    temp.resolve("result.json"),
                    temp.resolve("out.log"),
                    environment,
                    "presets",
                    SecretMask.NONE,
                    null,
                    AgentLaunch.NONE,
                    null,
                    Usage.NONE),
                ExecutorListener.NONE);

    assertThat(ExecutorProbe.check(spec, environment, temp)).isEmpty();
    assertThat(outcome.process().tail()).contains("the brief, whole\n");
    assertThat(outcome.process().tail().split("the brief, whole", -1)).hasSize(2);
  }
}
