package dev.execsession.plan;

import dev.execsession.text.WordList;
import java.util.Map;
import java.util.Set;

/** Common names and values of a plan's status, in several languages, case-folded. */
final class StatusWords {
  /** Names of a status. */
  static final Set<String> NAMES =
      WordList.of(
          "status|state|approval|review status|lifecycle|plan status|plan state|document status|doc status|"
              + "approval status|approval state|current status|estado|estado del plan|situação|durum|stato|"
              + "statut|état|zustand|stand|freigabe|статус|状态|狀態|状況|状態|ステータス|作業状態|작업 상태|작업상태|"
              + "상태");

  /** Names of a boolean approval. */
  static final Set<String> APPROVAL_NAMES =
      Set.of(
          "approved", "is approved", "approved?", "ready", "aprobado", "genehmigt", "freigegeben");

  /** Headings of metadata of the whole plan. */
  static final Set<String> HEADERS =
      WordList.of(
          "metadata|meta|header|plan header|document control|document information|"
              + "plan metadata|metadatos|metadaten|元数据|メタデータ|메타데이터");

  /** Values of a finished plan. */
  static final Set<String> FINISHED =
      WordList.of(
          "completed complete done merged shipped implemented finished closed delivered "
              + "released landed completado terminado hecho abgeschlossen erledigt fertig 完成 "
              + "已完成 完了 완료");

  /** Values of a plan that is not approved yet. */
  static final Set<String> OPEN =
      WordList.of(
          "in review|under review|review|needs review|awaiting approval|awaiting review|"
              + "waiting for approval|not approved|not started|unapproved|on hold|paused|"
              + "deferred|todo|to do|backlog|new|open|idea|borrador|pendiente|propuesto|"
              + "bloqueado|rascunho|taslak|szkic|entwurf|offen|ausstehend|brouillon|bozza|草稿|草案|待审批|待审核|下書き|ドラフト|"
              + "レビュー中|초안|검토 중|대기");

  /** Names that imply a value when set to a date or reference. */
  static final Map<String, String> ENDS =
      Map.of(
          "superseded by", "superseded",
          "replaced by", "superseded",
          "completed", "completed",
          "completed on", "completed",
          "merged", "merged",
          "closed", "closed");

  private StatusWords() {}

  /** Returns whether a key is a status or a boolean approval. */
  static boolean isName(String key) {
    return NAMES.contains(key) || APPROVAL_NAMES.contains(key) || key.equals("draft");
  }
}
