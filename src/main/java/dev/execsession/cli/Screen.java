package dev.execsession.cli;

import dev.execsession.process.Terminal;
import dev.execsession.text.Columns;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The size of the terminal; asked again after a second, since a person may change it. */
final class Screen {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;
  private static final int NARROWEST = 20;
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final Supplier<Terminal.@Nullable Size> source;
  private final LongSupplier nanos;
  private Terminal.@Nullable Size size;
  private long asked;

  Screen(Supplier<Terminal.@Nullable Size> source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
  }

  /** Returns the screen of standard error; {@code COLUMNS} and {@code LINES} when it is unknown. */
  static Screen of(Surroundings surroundings) {
    Terminal.Size named =
        new Terminal.Size(number(surroundings, "COLUMNS"), number(surroundings, "LINES"));
    return new Screen(() -> Terminal.size().orElse(named), System::nanoTime);
  }

  private static int number(Surroundings surroundings, String variable) {
    String value = surroundings.environment().getOrDefault(variable, "");
    return value.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(value) : 0;
  }

  int columns() {
    int columns = size().columns();
    return columns == 0 ? COLUMNS : Math.max(NARROWEST, columns);
  }

  int rows() {
    int rows = size().rows();
    return rows == 0 ? ROWS : rows;
  }

  /** Returns whether the lines take more rows than the screen has, one of them for the prompt. */
  boolean isExceededBy(List<String> lines) {
    int columns = columns();
    long rows =
        lines.stream()
            .mapToLong(line -> Math.max(1, (Columns.width(line) + columns - 1) / columns))
            .sum();
    return rows > rows() - 1;
  }

  private synchronized Terminal.Size size() {
    long now = nanos.getAsLong();
    Terminal.Size known = size;
    if (known == null || now - asked > FRESH_NANOS) {
      Terminal.Size found = source.get();
      known = found == null ? new Terminal.Size(0, 0) : found;
      size = known;
      asked = now;
    }
    return known;
  }
}
