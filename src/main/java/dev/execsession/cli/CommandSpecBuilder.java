package dev.execsession.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The words that a command takes, told to the parser by code: it would read annotations by
 * reflection, which takes longer than all the rest of a start.
 *
 * <p>An option with two names gets them with a comma between.
 */
final class CommandSpecBuilder {
  // Said once: Java 17 crashes over an archive of two same references to an interface as old as the
  // parser's class files.
  private static final ITypeConverter<Path> PATH = CommandSpecBuilder::path;

  private final CommandSpec spec;
  private ScopeType scope = ScopeType.LOCAL;
  private int parameters;

  CommandSpecBuilder(String name, Command command, String description) {
    spec = CommandSpec.wrapWithoutInspection(command, CommandSpecBuilder::made).name(name);
    spec.usageMessage()
        .description(description)
        .sortOptions(false)
        .synopsisSubcommandLabel("COMMAND");
  }

  /** Makes the options that follow known to all subcommands, too. */
  CommandSpecBuilder everywhere() {
    scope = ScopeType.INHERIT;
    return this;
  }

  /** Takes an option without a value. */
  CommandSpecBuilder flag(String names, Consumer<Boolean> field, String description) {
    return add(option(names, description), boolean.class, field);
  }

  /** Takes an option without a value, and its opposite with {@code no-}. */
  CommandSpecBuilder choice(String names, Consumer<Boolean> field, String description) {
    return add(option(names, description).negatable(true), Boolean.class, field);
  }

  /** Takes an option with a value. */
  CommandSpecBuilder value(String names, String label, Consumer<String> field, String description) {
    return add(option(names, description).paramLabel(label), String.class, field);
  }

  /** Takes an option with a value, without which the command is not complete. */
  CommandSpecBuilder required(
      String names, String label, Consumer<String> field, String description) {
    return add(option(names, description).paramLabel(label).required(true), String.class, field);
  }

  /** Takes an option with a number. */
  CommandSpecBuilder number(
      String names, String label, Consumer<Integer> field, String description) {
    return add(option(names, description).paramLabel(label), int.class, field);
  }

  /** Takes an option with a path. */
  CommandSpecBuilder path(String names, String label, Consumer<Path> field, String description) {
    return add(option(names, description).paramLabel(label).converters(PATH), Path.class, field);
  }

  /** Takes an option with a value as often as it is given. */
  CommandSpecBuilder values(
      String names, String label, Consumer<List<String>> field, String description) {
    return add(
        option(names, description).paramLabel(label).auxiliaryTypes(String.class),
        List.class,
        field);
  }

  /** Takes an option with a path as often as it is given. */
  CommandSpecBuilder paths(
      String names, String label, Consumer<List<Path>> field, String description) {
    return add(
        option(names, description).paramLabel(label).auxiliaryTypes(Path.class).converters(PATH),
        List.class,
        field);
  }

  /** Takes the option that shows the help; the parser acts on it. */
  CommandSpecBuilder help(String names, String description) {
    return add(option(names, description).usageHelp(true), boolean.class, on -> {});
  }

  /** Takes the option that shows the version, here only; the parser acts on it. */
  CommandSpecBuilder version(String names, Supplier<String> version, String description) {
    spec.versionProvider(() -> new String[] {version.get()});
    return add(
        option(names, description).versionHelp(true).scopeType(ScopeType.LOCAL),
        boolean.class,
        on -> {});
  }

  /** Takes a word at its place among the parameters. */
  CommandSpecBuilder parameter(String label, Consumer<String> field, String description) {
    return parameter(label, "1", field, description);
  }

  /** Takes a word at its place among the parameters, or does without. */
  CommandSpecBuilder optionalParameter(String label, Consumer<String> field, String description) {
    return parameter(label, "0..1", field, description);
  }

  /** Takes words to the end of the line, at least so many. */
  CommandSpecBuilder parameters(
      String label, int least, Consumer<List<String>> field, String description) {
    return add(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity(least + "..*")
            .required(least > 0)
            .description(description)
            .auxiliaryTypes(String.class),
        List.class,
        field);
  }

  /** Closes the help with lines, set off by an empty one. */
  CommandSpecBuilder footer(String... lines) {
    String[] all = new String[lines.length + 1];
    all[0] = "";
    System.arraycopy(lines, 0, all, 1, lines.length);
    spec.usageMessage().footer(all);
    return this;
  }

  /** Returns what the parser works with. */
  CommandSpec spec() {
    return spec;
  }

  private CommandSpecBuilder parameter(
      String label, String arity, Consumer<String> field, String description) {
    return add(
        PositionalParamSpec.builder()
            .index(Integer.toString(parameters++))
            .paramLabel(label)
            .arity(arity)
            .required(arity.equals("1"))
            .description(description),
        String.class,
        field);
  }

  private OptionSpec.Builder option(String names, String description) {
    return OptionSpec.builder(names.split(",")).description(description).scopeType(scope);
  }

  private <T> CommandSpecBuilder add(OptionSpec.Builder option, Class<?> type, Consumer<T> field) {
    Slot<T> slot = new Slot<>(field);
    spec.addOption(option.type(type).getter(slot).setter(slot).hasInitialValue(false).build());
    return this;
  }

  private <T> CommandSpecBuilder add(
      PositionalParamSpec.Builder parameter, Class<?> type, Consumer<T> field) {
    Slot<T> slot = new Slot<>(field);
    spec.addPositional(
        parameter.type(type).getter(slot).setter(slot).hasInitialValue(false).build());
    return this;
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "cannot convert '" + word + "' to " + Path.class + " (" + e + ")");
    }
  }

  /** Makes the lists that values go into; the parser's own way looks for Groovy first. */
  static <T> T made(Class<T> type) {
    return type.cast(new ArrayList<>());
  }

  /** Where the parser puts a value: into the field, and kept, for it asks for it again. */
  private static final class Slot<T> implements IGetter, ISetter {
    private final Consumer<T> field;
    private @Nullable Object value;

    Slot(Consumer<T> field) {
      this.field = field;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the parser wants it
    public <V> @Nullable V get() {
      return (V) value;
    }

    @Override
    @SuppressWarnings("unchecked") // the option's type says so
    public <V> @Nullable V set(@Nullable V given) {
      value = given;
      field.accept((T) given);
      return given;
    }
  }
}
