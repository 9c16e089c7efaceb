package dev.execsession.cli;

import dev.execsession.contract.Permission;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * Declares the options and parameters of a command in code: picocli reads annotations by
 * reflection, which takes longer than the rest of a start.
 *
 * <p>An option with two names gets them separated by a comma.
 */
final class CommandSpecBuilder {
  // Declared once: Java 17 crashes on an archive with two equal references to an interface as old
  // as picocli's class files.
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

  /** Inherits the following options in all subcommands. */
  CommandSpecBuilder everywhere() {
    scope = ScopeType.INHERIT;
    return this;
  }

  /** Adds an option without a value. */
  CommandSpecBuilder flag(String names, Consumer<Boolean> field, String description) {
    return add(option(names, description), boolean.class, field);
  }

  /** Adds the option of a permission, which puts it into a set. */
  CommandSpecBuilder permission(Permission permission, Set<Permission> given, String description) {
    return flag(
        permission.option(),
        on -> {
          if (on) {
            given.add(permission);
          }
        },
        description);
  }

  /** Adds an option without a value, and its negation with {@code no-}. */
  CommandSpecBuilder choice(String names, Consumer<Boolean> field, String description) {
    return add(option(names, description).negatable(true), Boolean.class, field);
  }

  /** Adds an option with a value. */
  CommandSpecBuilder value(String names, String label, Consumer<String> field, String description) {
    return add(option(names, description).paramLabel(label), String.class, field);
  }

  /** Adds a required option with a value. */
  CommandSpecBuilder required(
      String names, String label, Consumer<String> field, String description) {
    return add(option(names, description).paramLabel(label).required(true), String.class, field);
  }

  /** Adds an option with a number. */
  CommandSpecBuilder number(
      String names, String label, Consumer<Integer> field, String description) {
    return add(option(names, description).paramLabel(label), int.class, field);
  }

  /** Adds an option with a path. */
  CommandSpecBuilder path(String names, String label, Consumer<Path> field, String description) {
    return add(option(names, description).paramLabel(label).converters(PATH), Path.class, field);
  }

  /** Adds a repeatable option with a value. */
  CommandSpecBuilder values(
      String names, String label, Consumer<List<String>> field, String description) {
    return add(
        option(names, description).paramLabel(label).auxiliaryTypes(String.class),
        List.class,
        field);
  }

  /** Adds a repeatable option with a path. */
  CommandSpecBuilder paths(
      String names, String label, Consumer<List<Path>> field, String description) {
    return add(
        option(names, description).paramLabel(label).auxiliaryTypes(Path.class).converters(PATH),
        List.class,
        field);
  }

  /** Adds the option that shows the help; picocli handles it. */
  CommandSpecBuilder help(String names, String description) {
    return add(option(names, description).usageHelp(true), boolean.class, on -> {});
  }

  /** Adds the option that shows the version, without inheriting it; picocli handles it. */
  CommandSpecBuilder version(String names, Supplier<String> version, String description) {
    spec.versionProvider(() -> new String[] {version.get()});
    return add(
        option(names, description).versionHelp(true).scopeType(ScopeType.LOCAL),
        boolean.class,
        on -> {});
  }

  /** Adds a positional parameter. */
  CommandSpecBuilder parameter(String label, Consumer<String> field, String description) {
    return parameter(label, "1", field, description);
  }

  /** Adds an optional positional parameter. */
  CommandSpecBuilder optionalParameter(String label, Consumer<String> field, String description) {
    return parameter(label, "0..1", field, description);
  }

  /** Adds a parameter that takes the rest of the line, with at least {@code least} values. */
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

  /** Adds lines at the end of the help, after an empty one. */
  CommandSpecBuilder footer(String... lines) {
    String[] all = new String[lines.length + 1];
    all[0] = "";
    System.arraycopy(lines, 0, all, 1, lines.length);
    spec.usageMessage().footer(all);
    return this;
  }

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

  /** Creates the lists for repeatable options; picocli's own way looks for Groovy first. */
  static <T> T made(Class<T> type) {
    return type.cast(new ArrayList<>());
  }

  /** Stores a value for picocli in the field, and keeps it, because picocli reads it again. */
  private static final class Slot<T> implements IGetter, ISetter {
    private final Consumer<T> field;
    private @Nullable Object value;

    Slot(Consumer<T> field) {
      this.field = field;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as picocli requires
    public <V> @Nullable V get() {
      return (V) value;
    }

    @Override
    @SuppressWarnings("unchecked") // guaranteed by the option's type
    public <V> @Nullable V set(@Nullable V given) {
      value = given;
      field.accept((T) given);
      return given;
    }
  }
}
