package dev.execsession;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/**
 * The architecture rules as tables: dependencies between packages, confinement of libraries, access
 * to the process. A package that is not in the table is a violation, so a new one starts with a
 * decision here.
 */
final class Architecture {
  /** The root package, which contains {@code Main}. */
  private static final String ROOT = "(root)";

  private static final int MOST_PARAMETERS = 8;
  private static final Set<String> WRITERS =
      Set.of("ObjectInserter", "RefUpdate", "BatchRefUpdate", "DirCacheBuilder", "DurableFiles");

  private static final Set<String> LEAVES = Set.of("problem", "text", "json", "process", "file");
  private static final Set<String> PARTS =
      Set.of(
          "plan",
          "dialect",
          "config",
          "scope",
          "guard",
          "git",
          "worktree",
          "commit",
          "executor",
          "agent",
          "check",
          "drift",
          "policy",
          "journal");

  /** The packages that each package may depend on. */
  private static final Map<String, Set<String>> ARROWS = new TreeMap<>();

  static {
    arrow(ROOT, LEAVES);
    arrow(ROOT, Set.of("cli"));
    // Only the launcher knows about class archives: no arrow leads to this package.
    arrow("training", LEAVES);
    arrow("training", Set.of(ROOT, "config", "git", "guard", "scope"));
    arrow("cli", LEAVES);
    arrow("cli", PARTS);
    arrow("cli", Set.of("engine", "contract", "store", "report", "verify", "closeout"));
    arrow("closeout", LEAVES);
    arrow("closeout", Set.of("verify", "report", "journal", "plan", "scope", "git"));
    arrow("verify", LEAVES);
    arrow("verify", PARTS);
    arrow("verify", Set.of("contract", "scan", "store", "report"));
    arrow("engine", LEAVES);
    arrow("engine", PARTS);
    arrow("engine", Set.of("contract", "scan", "undo", "store"));
    arrow("contract", LEAVES);
    arrow("contract", PARTS);
    arrow("contract", Set.of("store", "report"));
    arrow("cli", Set.of("setup"));
    arrow("setup", LEAVES);
    arrow("setup", Set.of("contract", "plan", "config", "git", "worktree", "scope", "drift"));
    arrow("scan", LEAVES);
    arrow("scan", Set.of("contract", "store", "journal", "worktree", "git", "scope"));
    arrow("undo", LEAVES);
    arrow("undo", Set.of("store", "journal", "worktree", "git", "scope"));
    arrow("store", LEAVES);
    arrow("store", Set.of("journal", "git"));
    arrow("report", LEAVES);
    arrow("report", Set.of("ci", "journal", "scope"));
    arrow("ci", LEAVES);
    PARTS.forEach(part -> arrow(part, LEAVES));
    arrow("dialect", Set.of("plan"));
    arrow("config", Set.of("executor", "agent", "policy"));
    arrow("executor", Set.of("agent"));
    arrow("journal", Set.of("scope"));
    arrow("git", Set.of("file"));
    arrow("worktree", Set.of("git", "scope"));
    arrow("commit", Set.of("worktree", "git"));
    arrow("guard", Set.of("scope"));
    arrow("file", Set.of("problem", "text"));
    arrow("process", Set.of("problem", "text"));
    arrow("problem", Set.of());
    arrow("text", Set.of());
    arrow("json", Set.of());
  }

  /** Each library by its packages, and the only packages here that may use it. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "com.vladsch.flexmark", Set.of("plan"),
          "org.yaml.snakeyaml", Set.of("config"),
          "org.eclipse.jgit", Set.of("git"),
          "picocli", Set.of("cli"),
          "com.googlecode.javaewah", Set.of(),
          "org.apache.commons.codec", Set.of(),
          "org.jetbrains.annotations", Set.of(),
          "org.slf4j", Set.of());

  /** Members of classes that affect the whole process and therefore belong to {@code Main}. */
  private static final Map<String, Set<String>> PROCESS =
      Map.of(
          "java.lang.System",
          Set.of(
              "out",
              "err",
              "in",
              "setOut",
              "setErr",
              "setIn",
              "console",
              "exit",
              "getenv",
              "getProperty",
              "getProperties",
              "setProperty",
              "clearProperty",
              "lineSeparator"),
          "java.lang.Runtime",
          Set.of("exit", "halt"),
          "java.lang.Boolean",
          Set.of("getBoolean"),
          "java.lang.Integer",
          Set.of("getInteger"),
          "java.lang.Long",
          Set.of("getLong"));

  private final String root;

  /** Creates the rules for the packages below {@code root}, for example {@code dev.execsession}. */
  Architecture(String root) {
    this.root = root;
  }

  /** Returns every rule by name. */
  Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("every package is in the table", everyPackageIsInTheTable());
    rules.put("packages depend only on what the table allows", arrowsPointOneWay());
    rules.put("no cycles between packages", noCycles());
    LIBRARIES.forEach(
        (library, users) -> rules.put(library + " is confined", confined(library, users)));
    rules.put("only Main touches the process", onlyMainTouchesTheProcess());
    rules.put("only Console prints", onlyConsolePrints());
    rules.put("nothing prints its own stack trace", nothingPrintsStackTraces());
    rules.put("every package is null-marked", everyPackageIsNullMarked());
    rules.put("git only reads", gitOnlyReads());
    rules.put("no constructor takes a bag of everything", constructorsTakeFew());
    rules.replaceAll((name, rule) -> rule.allowEmptyShould(true).as(name));
    return rules;
  }

  /** Returns the violations of a rule, one per line. */
  String violations(String rule, JavaClasses classes) {
    ArchRule found = rules().get(rule);
    if (found == null) {
      throw new IllegalArgumentException("no such rule: " + rule);
    }
    return String.join("\n", found.evaluate(classes).getFailureReport().getDetails());
  }

  private ArchRule everyPackageIsInTheTable() {
    return classes()
        .should(
            eachClass(
                (type, events) -> {
                  if (!ARROWS.containsKey(packageOf(type))) {
                    violate(
                        events, type, type.getName() + " is in a package that is not in the table");
                  }
                }));
  }

  private ArchRule arrowsPointOneWay() {
    return classes()
        .should(
            eachClass(
                (type, events) ->
                    type.getDirectDependenciesFromSelf().stream()
                        .filter(
                            dependency ->
                                isOurs(dependency.getTargetClass().getBaseComponentType()))
                        .filter(
                            dependency ->
                                !mayKnow(
                                    packageOf(type),
                                    packageOf(dependency.getTargetClass().getBaseComponentType())))
                        .forEach(
                            dependency -> violate(events, type, dependency.getDescription()))));
  }

  private ArchRule noCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  private ArchRule confined(String library, Set<String> users) {
    return noClasses()
        .that(describe("are elsewhere", type -> !users.contains(packageOf(type))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library + ".."));
  }

  private ArchRule onlyMainTouchesTheProcess() {
    return noClasses()
        .that(areNot("Main").and(areNot("training.ClassTraining")))
        .should()
        .accessTargetWhere(
            describe(
                "belongs to the whole process",
                access ->
                    PROCESS
                        .getOrDefault(access.getTargetOwner().getName(), Set.of())
                        .contains(access.getTarget().getName())));
  }

  private ArchRule onlyConsolePrints() {
    return noClasses()
        .that(areNot("cli.Console"))
        .should()
        .callMethodWhere(
            describe(
                "prints",
                call ->
                    call.getTargetOwner().isAssignableTo(PrintStream.class)
                        || call.getTargetOwner().isAssignableTo(PrintWriter.class)));
  }

  private ArchRule nothingPrintsStackTraces() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe("prints to standard error", Architecture::isPlainPrintStackTrace));
  }

  private static boolean isPlainPrintStackTrace(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith(".printStackTrace()");
  }

  private ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            eachClass(
                (type, events) -> {
                  if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    violate(
                        events, type, type.getPackageName() + " has no null-marked package-info");
                  }
                }));
  }

  private ArchRule gitOnlyReads() {
    return noClasses()
        .that(describe("are in git", type -> packageOf(type).equals("git")))
        .should()
        .dependOnClassesThat(
            describe("write", type -> WRITERS.contains(type.getName().replaceAll(".*\\.", ""))));
  }

  /** A constructor with more parameters has too many dependencies; data records are exempt. */
  private ArchRule constructorsTakeFew() {
    return classes()
        .that(describe("are no records", type -> !type.isRecord()))
        .should(
            eachClass(
                (type, events) ->
                    type.getConstructors().stream()
                        .filter(made -> made.getRawParameterTypes().size() > MOST_PARAMETERS)
                        .forEach(made -> violate(events, type, made.getDescription()))));
  }

  private DescribedPredicate<JavaClass> areNot(String name) {
    String full = root + '.' + name;
    return describe(
        "are not " + name,
        type -> !type.getName().equals(full) && !type.getName().startsWith(full + '$'));
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + '.');
  }

  private String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(root) ? ROOT : name.substring(root.length() + 1).replaceFirst("\\..*", "");
  }

  private static boolean mayKnow(String from, String to) {
    return from.equals(to) || ARROWS.getOrDefault(from, Set.of()).contains(to);
  }

  private static void arrow(String from, Set<String> targets) {
    ARROWS.computeIfAbsent(from, name -> new TreeSet<>()).addAll(targets);
  }

  private static void violate(ConditionEvents events, JavaClass type, String sentence) {
    events.add(SimpleConditionEvent.violated(type, sentence));
  }

  private interface Look {
    void at(JavaClass type, ConditionEvents events);
  }

  private static ArchCondition<JavaClass> eachClass(Look look) {
    return new ArchCondition<>("keep the rule") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        look.at(type, events);
      }
    };
  }
}
