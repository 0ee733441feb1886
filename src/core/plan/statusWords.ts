/** What a status means; the API tells blocked and dropped ones as pending. */
export type WrittenStatus = 'pending' | 'in_progress' | 'completed' | 'blocked' | 'dropped';

/** The tongues that the tables know. */
export type Tongue = 'en' | 'de' | 'fr' | 'es' | 'pt' | 'it' | 'ru' | 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko';

type Words = Partial<Record<Tongue, readonly string[]>>;

/**
 * What says of a plan that it is approved: its phases are still pending. A noun of two East Asian characters counts
 * where no letter follows: `承認` is, `承認されていない` isn’t.
 */
export const APPROVED_WORDS: Words = {
  en: ['approved'],
  de: ['genehmigt', 'freigegeben', 'abgenommen', 'angenommen'],
  fr: ['approuvé', 'approuvée', 'validé', 'validée', 'accepté', 'acceptée'],
  es: ['aprobado', 'aprobada', 'aceptado', 'aceptada'],
  pt: ['aprovado', 'aprovada', 'aceito', 'aceite'],
  it: ['approvato', 'approvata', 'accettato', 'accettata'],
  ru: ['утверждено', 'утверждён', 'утвержден', 'одобрено', 'одобрен', 'согласовано', 'согласован'],
  'zh-Hans': ['已批准', '批准', '已审批', '已核准', '核准', '审核通过', '审批通过', '评审通过', '已通过', '已同意'],
  'zh-Hant': ['已批准', '批准', '已審批', '已核准', '核准', '審核通過', '審批通過', '評審通過', '已通過', '已同意'],
  ja: ['承認済み', '承認済', '承認ずみ', '承認されました', '承認しました', '承認完了', '承認'],
  ko: ['승인됨', '승인 완료', '승인완료', '승인함', '승인되었', '승인'],
};

/**
 * What statuses are called. A word counts where it begins the text, in lower case and with single spaces; the first row
 * that has one decides, in it the longest.
 */
export const STATUS_WORDS: [WrittenStatus, Words][] = [
  [
    'pending',
    {
      en: [
        ...['not started', 'not done', 'not complete', 'not completed', 'not yet', 'incomplete', 'unfinished'],
        ...['not begun', 'not approved', 'not reviewed', 'unapproved', 'partially approved', 'partly approved'],
      ],
      de: ['nicht begonnen', 'nicht genehmigt', 'nicht freigegeben', 'noch nicht'],
      fr: [
        ...['non commencé', 'non approuvé', 'non approuvée', 'non validé', 'non validée', 'pas encore'],
        ...['en cours de revue', 'en cours de relecture', 'en cours de révision', 'en cours de validation'],
        ...["en cours d'approbation", 'en cours d’approbation', "en cours d'examen", 'en cours d’examen'],
      ],
      es: [
        ...['no iniciado', 'no aprobado', 'no aprobada', 'sin aprobar', 'en curso de revisión'],
        'en proceso de revisión',
      ],
      pt: ['não iniciado', 'não aprovado', 'não aprovada'],
      it: ['non iniziato', 'non approvato', 'non approvata', 'in corso di revisione', 'in corso di approvazione'],
      ru: [
        ...['не начато', 'не утверждено', 'не утверждён', 'не утвержден', 'не одобрено', 'не одобрен'],
        ...['не согласовано', 'в процессе согласования', 'в процессе рассмотрения', 'в процессе утверждения'],
      ],
      'zh-Hans': ['未开始', '未完成', '尚未', '没有', '未批准', '未审核', '未审批', '未通过'],
      'zh-Hant': ['未開始', '未完成', '尚未', '沒有', '未批准', '未審核', '未審批', '未通過'],
      ja: ['未着手', '未完了', '未完成', '未承認', '未レビュー', '未開始'],
      ko: ['시작 전', '미완료', '미승인'],
    },
  ],
  [
    'in_progress',
    {
      en: ['partially', 'partly', 'partial', 'mostly', 'almost', 'nearly', 'half'],
      de: ['teilweise'],
      fr: ['en partie'],
    },
  ],
  [
    'completed',
    {
      en: [
        ...['complete', 'completed', 'done', 'merged', 'finished', 'implemented', 'shipped', 'released', 'delivered'],
        ...['deployed', 'closed', 'resolved', 'implementation complete', 'code complete', 'feature complete', 'live'],
        ...['dev complete', 'development complete', 'fully implemented', 'all phases complete', 'work complete'],
      ],
      de: ['abgeschlossen', 'fertig', 'erledigt', 'umgesetzt'],
      fr: ['terminé', 'terminée', 'achevé', 'fini', 'livré'],
      es: ['completado', 'completada', 'terminado', 'terminada', 'hecho', 'finalizado'],
      pt: ['concluído', 'concluída', 'feito', 'finalizado', 'terminado'],
      it: ['completato', 'completata', 'fatto'],
      ru: ['завершено', 'завершён', 'завершен', 'готово', 'выполнено', 'сделано'],
      'zh-Hans': ['已完成', '完成', '已合并'],
      'zh-Hant': ['已完成', '完成', '已合併'],
      ja: ['完了', '完成', '済'],
      ko: ['완료', '완성'],
    },
  ],
  [
    'in_progress',
    {
      en: [
        ...['in progress', 'executing', 'running', 'under way', 'underway', 'started', 'wip', 'in development'],
        ...['ongoing', 'active', 'current', 'doing', 'implementing', 'in work'],
      ],
      de: ['in arbeit', 'in bearbeitung', 'läuft', 'begonnen'],
      fr: ['en cours'],
      es: ['en progreso', 'en curso'],
      pt: ['em andamento', 'em progresso', 'em curso'],
      it: ['in corso'],
      ru: ['в работе', 'в процессе', 'выполняется'],
      'zh-Hans': ['进行中', '实施中'],
      'zh-Hant': ['進行中', '實施中'],
      ja: ['進行中', '作業中', '実行中'],
      ko: ['진행 중', '진행중'],
    },
  ],
  [
    'pending',
    {
      en: [
        ...['pending', 'planned', 'draft', 'in review', 'under review', 'for review', 'needs review', 'proposed'],
        ...['ready', 'to do', 'todo', 'open', 'new', 'queued', 'backlog', 'upcoming', 'next', 'waiting', 'awaiting'],
      ],
      de: [
        ...['ausstehend', 'offen', 'geplant', 'entwurf', 'wartet', 'in prüfung', 'in überprüfung', 'im review'],
        ...['zur prüfung', 'zur freigabe', 'wird geprüft', 'in abstimmung'],
      ],
      fr: [
        ...['à faire', 'en attente', 'planifié', 'brouillon', 'en revue', 'en relecture', 'en révision'],
        ...['en validation', 'en examen', 'à approuver', 'à valider', 'à relire'],
      ],
      es: [
        ...['pendiente', 'planificado', 'borrador', 'en revisión', 'en revision', 'por aprobar', 'por revisar'],
        'en espera',
      ],
      pt: ['pendente', 'planejado', 'a fazer', 'rascunho', 'em revisão', 'em análise', 'em avaliação', 'aguardando'],
      it: [
        ...['in attesa', 'da fare', 'pianificato', 'bozza', 'in revisione', 'in esame', 'in approvazione'],
        ...['da approvare', 'da rivedere'],
      ],
      ru: [
        ...['ожидает', 'запланировано', 'черновик', 'на рассмотрении', 'на проверке', 'на ревью'],
        ...['на согласовании', 'на утверждении'],
      ],
      'zh-Hans': [
        ...['待办', '待处理', '计划中', '草稿', '草案', '审核中', '审查中', '评审中', '审批中', '待审核', '待审查'],
        ...['待评审', '待审批', '待批准', '等待', '正在审核', '正在审查', '正在评审', '正在审批'],
      ],
      'zh-Hant': [
        ...['待辦', '待處理', '待開始', '計劃中', '草稿', '草案', '審核中', '審查中', '評審中', '審批中', '審閱中'],
        ...['待審核', '待審查', '待評審', '待審批', '待批准', '等待', '正在審核', '正在審查', '正在評審', '正在審批'],
      ],
      ja: [
        ...['予定', '下書き', '待機', '草案', 'ドラフト', 'レビュー中', 'レビュー待ち', 'レビュー依頼', 'レビュー予定'],
        ...['審査中', '審査待ち', '確認中', '検討中', '計画中', '承認待ち', '承認前', '承認依頼', '承認申請'],
      ],
      ko: [
        ...['대기', '예정', '초안', '검토 중', '검토중', '검토 대기', '검토대기', '리뷰 중', '리뷰중', '리뷰 대기'],
        ...['승인 대기', '승인대기', '승인 전', '승인 필요', '승인 요청', '승인 안', '승인되지', '계획 중'],
      ],
    },
  ],
  ['pending', APPROVED_WORDS],
  [
    'blocked',
    {
      en: ['blocked', 'on hold', 'paused', 'stalled', 'deferred', 'postponed'],
      de: ['blockiert', 'pausiert', 'verschoben'],
      fr: ['bloqué', 'bloquée'],
      es: ['bloqueado', 'bloqueada'],
      pt: ['bloqueado', 'bloqueada'],
      it: ['bloccato'],
      ru: ['заблокировано', 'отложено'],
      'zh-Hans': ['阻塞', '已阻塞', '暂停'],
      'zh-Hant': ['阻塞', '已阻塞', '暫停'],
      ja: ['保留', 'ブロック'],
      ko: ['보류', '차단'],
    },
  ],
  [
    'dropped',
    {
      en: [
        ...['dropped', 'cancelled', 'canceled', 'abandoned', 'rejected', 'superseded', 'obsolete', 'skipped'],
        ...['wont do', "won't do"],
      ],
      de: ['verworfen', 'abgebrochen', 'abgelehnt'],
      fr: ['abandonné', 'annulé', 'rejeté', 'refusé'],
      es: ['cancelado', 'cancelada', 'descartado', 'rechazado'],
      pt: ['cancelado', 'cancelada', 'descartado', 'rejeitado'],
      it: ['annullato', 'respinto', 'rifiutato'],
      ru: ['отменено', 'отклонено'],
      'zh-Hans': ['已取消', '取消', '中止', '已拒绝', '已驳回'],
      'zh-Hant': ['已取消', '取消', '中止', '已拒絕', '已駁回'],
      ja: ['中止', '取消', '却下'],
      ko: ['취소', '반려', '거부'],
    },
  ],
];

/** What a mark means that stands without a word. */
export const STATUS_MARKS: readonly [string, WrittenStatus][] = [
  ['✅', 'completed'],
  ['☑', 'completed'],
  ['✔', 'completed'],
  ['🏁', 'completed'],
  ['🚧', 'in_progress'],
  ['🔄', 'in_progress'],
  ['⬜', 'pending'],
  ['🔲', 'pending'],
  ['⛔', 'blocked'],
  ['🚫', 'blocked'],
  ['⏸', 'blocked'],
];
