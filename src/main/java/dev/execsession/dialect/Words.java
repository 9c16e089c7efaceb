package dev.execsession.dialect;

import dev.execsession.plan.ScopeWords;
import dev.execsession.plan.SectionKey;
import dev.execsession.plan.Synonyms;
import dev.execsession.text.WordList;
import java.util.Set;

/** What headings and labels of other dialects mean. */
final class Words {
  /** The meaning of a heading or label. */
  enum Meaning {
    OBJECTIVE,
    BEHAVIOR,
    SNAPSHOT,
    INCLUDE,
    EXCLUDE,
    IN_SCOPE,
    ACCEPTANCE,
    CHECKS,
    WORK,
    BRANCH,
    RECORD,
    OTHER
  }

  private static final Set<String> EXCLUDED =
      WordList.of(
          "not changing|must not modify or delete|must not change|files not to modify|out"
              + "|non-goals|out of scope|不修改|禁止修改|수정 금지 파일|対象外|제외");
  private static final Set<String> IN_SCOPE = WordList.of("in|in scope|포함");
  private static final Set<String> ACCEPTANCE =
      WordList.of(
          "acceptance criteria|acceptance|done criteria|done when|definition of done|done"
              + "|completion criteria|success criteria|exit criteria|验收标准|完成标准|完了条件"
              + "|완료 기준|완료 조건|criterios de aceptación|akzeptanzkriterien");
  private static final Set<String> CHECKS =
      WordList.of(
          "verification commands|validation commands|verification|validation|checks|how to verify"
              + "|verification steps|test commands|required checks|确认方法|確認方法|検証|検証方法|검증 방법"
              + "|검증|验证|验证命令|验证方式|测试计划|test plan|testing plan");
  private static final Set<String> WORK =
      WordList.of(
          "implementation plan|implementation steps|implementation|steps|tasks|what to build"
              + "|required behavior|required changes|plan of work|구현 내용|実装|実装内容|決めること|具体修改"
              + "|实施细节|实施步骤|执行方法|执行顺序|方案|what to do");
  private static final Set<String> BRANCH =
      WordList.of(
          "branch|execution branch|branch name|feature branch|working branch|git branch|分支|ブランチ"
              + "|브랜치|작업 브랜치|rama");
  private static final Set<String> RECORD =
      WordList.of(
          "progress|surprises & discoveries|outcomes & retrospective|artifacts and notes"
              + "|verification results|確認結果|実施結果|results");

  private final Synonyms synonyms;

  Words(Synonyms synonyms) {
    this.synonyms = synonyms;
  }

  /** Returns the meaning of a heading or label. */
  Meaning of(String text) {
    String key = SectionKey.of(text);
    if (RECORD.contains(key)) {
      return Meaning.RECORD;
    }
    if (EXCLUDED.contains(key) || synonyms.isOneOf("exclude", key) || ScopeWords.forbids(key)) {
      return Meaning.EXCLUDE;
    }
    if (IN_SCOPE.contains(key)) {
      return Meaning.IN_SCOPE;
    }
    if (synonyms.isOneOf("allowed", key) || synonyms.isOneOf("file scope contract", key)) {
      return Meaning.INCLUDE;
    }
    if (ACCEPTANCE.contains(key)) {
      return Meaning.ACCEPTANCE;
    }
    if (CHECKS.contains(key)) {
      return Meaning.CHECKS;
    }
    if (BRANCH.contains(key)) {
      return Meaning.BRANCH;
    }
    if (synonyms.isOneOf("objective lock", key)) {
      return Meaning.OBJECTIVE;
    }
    if (synonyms.isOneOf("current behavior summary", key)) {
      return Meaning.BEHAVIOR;
    }
    if (synonyms.isOneOf("recent changes snapshot", key)) {
      return Meaning.SNAPSHOT;
    }
    return WORK.contains(key) ? Meaning.WORK : Meaning.OTHER;
  }
}
