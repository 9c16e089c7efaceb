package dev.execsession.executor;

import dev.execsession.executor.ExecutorReport.Escalate;
import dev.execsession.executor.ExecutorReport.Read;
import dev.execsession.executor.ExecutorReport.Reason;
import dev.execsession.executor.ExecutorReport.Status;
import dev.execsession.json.Json;
import dev.execsession.json.JsonDepth;
import dev.execsession.json.JsonException;
import dev.execsession.problem.Problem;
import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the result file of an executor. Unknown keys are ignored; a known key of the wrong type
 * invalidates the file, because the rest could lack what would have stopped the block.
 */
final class ResultFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 32;
  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+): (.*)");

  private ResultFile() {}

  static Read read(Path file) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Read(null, null);
    }
    try {
      return new Read(report(Json.parseObject(text(file))), null);
    } catch (JsonException e) {
      return new Read(null, problem(file, String.valueOf(e.getMessage())));
    }
  }

  private static Problem problem(Path file, String message) {
    Matcher place = PLACE.matcher(message);
    boolean placed = place.matches();
    int line = placed ? Math.max(1, Integer.parseInt(place.group(1))) : 1;
    int column = placed ? Math.max(1, Integer.parseInt(place.group(2))) : 1;
    return Problem.error(
            ProblemCode.EXEC_RESULT,
            "the executor's result file is invalid: " + (placed ? place.group(3) : message),
            "write a JSON object with `status`, `summary`, `notes`, `risks`, `attestations` and"
                + " `escalate`, all optional; see docs/executors.md")
        .at(file.toString(), placed ? new SourceSpan(line, column, column + 1) : null, null);
  }

  /** Reads only a regular file: a pipe would block, and a link may point to a secret. */
  private static String text(Path file) throws JsonException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new JsonException("it is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new JsonException("it is larger than 1 MiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.isBlank()) {
        throw new JsonException("it is empty");
      }
      if (JsonDepth.isDeeperThan(text, MAX_DEPTH)) {
        throw new JsonException("it is nested more than " + MAX_DEPTH + " levels deep");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new JsonException("it is not UTF-8", e);
    } catch (IOException e) {
      throw new JsonException("it cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the report that an object makes. */
  static ExecutorReport report(Map<String, ?> tree) throws JsonException {
    return new ExecutorReport(
        status(tree.get("status")),
        tree.get("summary") == null ? null : text(tree.get("summary"), "summary"),
        texts(tree.get("notes"), "notes", true),
        texts(tree.get("risks"), "risks", false),
        attestations(tree.get("attestations")),
        escalate(tree.get("escalate")));
  }

  private static Status status(@Nullable Object value) throws JsonException {
    if (value == null) {
      return Status.ABSENT;
    }
    return switch (text(value, "status")) {
      case "done" -> Status.DONE;
      case "blocked" -> Status.BLOCKED;
      default -> throw new JsonException("`status` is neither `done` nor `blocked`");
    };
  }

  private static String text(@Nullable Object value, String key) throws JsonException {
    if (value instanceof String text) {
      return text;
    }
    throw new JsonException("`" + key + "` is not a string");
  }

  private static List<String> texts(@Nullable Object value, String key, boolean orOne)
      throws JsonException {
    if (value == null) {
      return List.of();
    }
    if (orOne && value instanceof String text) {
      return text.isBlank() ? List.of() : List.of(text);
    }
    if (!(value instanceof List<?> items)) {
      throw new JsonException("`" + key + "` is not a list of strings");
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(text(item, key + "[" + texts.size() + "]"));
    }
    return texts;
  }

  private static Map<String, Claim> attestations(@Nullable Object value) throws JsonException {
    if (value == null) {
      return Map.of();
    }
    Map<String, Claim> claims = new LinkedHashMap<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof Map<?, ?> claim)) {
          throw new JsonException("`attestations` is not an object");
        }
        claims.put(text(claim.get("policy"), "attestations.policy"), Claim.of(claim));
      }
      return claims;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new JsonException("`attestations` is not an object");
    }
    map.forEach((policy, claim) -> claims.put(String.valueOf(policy), Claim.of(claim)));
    return claims;
  }

  private static @Nullable Escalate escalate(@Nullable Object value) throws JsonException {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new JsonException("`escalate` is not an object");
    }
    String detail = text(map.get("detail"), "escalate.detail");
    return new Escalate(
        reason(text(map.get("reason"), "escalate.reason"))
            .orElseThrow(
                () ->
                    new JsonException(
                        "`escalate.reason` is not `objective`, `architecture`, `dependency`"
                            + " or `scope`")),
        detail);
  }

  private static Optional<Reason> reason(String word) {
    for (Reason reason : Reason.values()) {
      if (reason.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
