package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurvivorsTest {
  private static final PidSpace HERE = new PidSpace("box", "boot", "1");

  @Test
  void a_reused_pid_is_not_the_recorded_process() throws Exception {
    Process sleeping = new ProcessBuilder("sleep", "600").start();
    try {
      long ticks = ProcFs.entry(sleeping.pid()).orElseThrow().startTicks();

      assertThat(Survivors.of(sleeping.pid(), ticks))
          .containsExactly(new Survivor(sleeping.pid(), "sleep 600"));
      assertThat(Survivors.of(sleeping.pid(), ticks - 1)).isEmpty();
      assertThat(Survivors.of(sleeping.pid(), 0)).isEmpty();
    } finally {
      sleeping.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_pid_means_the_same_process_within_one_boot_and_namespace_alone() {
    assertThat(HERE.isSameAs(new PidSpace("renamed", "boot", "1"))).isTrue();
    assertThat(HERE.isSameAs(new PidSpace("box", "boot", "2"))).isFalse();
    assertThat(HERE.isSameAs(new PidSpace("box", "later", "1"))).isFalse();
    assertThat(new PidSpace("box", "", "").isSameAs(new PidSpace("box", "", ""))).isFalse();
  }

  @Test
  void what_ran_before_this_machine_was_started_again_is_gone_and_nothing_else_is() {
    assertThat(HERE.isGone(new PidSpace("box", "later", "1"))).isTrue();
    assertThat(HERE.isGone(new PidSpace("other", "later", "1"))).isFalse();
    assertThat(HERE.isGone(new PidSpace("box", "boot", "2"))).isFalse();
    assertThat(new PidSpace("box", "", "").isGone(HERE)).isFalse();
  }

  @Test
  void this_process_is_identified_by_pid_start_and_scope() {
    ProcessIdentity own = ProcessIdentity.own(Map.of());

    assertThat(own.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(own.ticks()).isPositive();
    assertThat(own.space().isSameAs(PidSpace.here(Map.of()))).isTrue();
  }
}
