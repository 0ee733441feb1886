/** What a status means; the API tells blocked and dropped ones as pending. */
export type WrittenStatus = 'pending' | 'in_progress' | 'completed' | 'blocked' | 'dropped';

/**
 * What statuses are called. A word counts where it begins the text, in lower case and with single spaces; the first row
 * that has one decides.
 */
export const STATUS_WORDS: [WrittenStatus, readonly string[]][] = [
  [
    'pending',
    [
      ...[
        'not started',
        'not done',
        'not complete',
        'not completed',
        'not yet',
        'incomplete',
        'unfinished',
        'not begun',
      ],
      ...['nicht begonnen', 'non commencé', 'non iniziato', 'no iniciado', 'não iniciado', 'не начато'],
      ...['未开始', '未開始', '未着手', '未完成', '未完了', '尚未', '시작 전', '미완료'],
    ],
  ],
  ['in_progress', ['partially', 'partly', 'partial', 'mostly', 'almost', 'nearly', 'half', 'teilweise', 'en partie']],
  [
    'completed',
    [
      ...['complete', 'completed', 'done', 'merged', 'finished', 'implemented', 'shipped', 'released', 'delivered'],
      ...['deployed', 'closed', 'resolved', 'implementation complete', 'code complete', 'feature complete', 'live'],
      ...['dev complete', 'development complete', 'fully implemented', 'all phases complete', 'work complete'],
      ...['abgeschlossen', 'fertig', 'erledigt', 'umgesetzt', 'terminé', 'terminée', 'achevé', 'fini', 'livré'],
      ...[
        'completado',
        'completada',
        'terminado',
        'terminada',
        'hecho',
        'finalizado',
        'concluído',
        'concluída',
        'feito',
      ],
      ...['completato', 'completata', 'fatto', 'завершено', 'завершён', 'завершен', 'готово', 'выполнено', 'сделано'],
      ...['已完成', '完成', '已合并', '完了', '済', '완료', '완성'],
    ],
  ],
  [
    'in_progress',
    [
      ...[
        'in progress',
        'executing',
        'running',
        'under way',
        'underway',
        'started',
        'wip',
        'in development',
        'ongoing',
      ],
      ...['active', 'current', 'doing', 'implementing', 'in work', 'in arbeit', 'in bearbeitung', 'läuft', 'begonnen'],
      ...['en cours', 'en progreso', 'en curso', 'em andamento', 'em progresso', 'em curso', 'in corso'],
      ...[
        'в работе',
        'в процессе',
        'выполняется',
        '进行中',
        '進行中',
        '作業中',
        '実行中',
        '实施中',
        '진행 중',
        '진행중',
      ],
    ],
  ],
  [
    'pending',
    [
      ...['pending', 'planned', 'draft', 'in review', 'proposed', 'approved', 'ready', 'to do', 'todo', 'open', 'new'],
      ...['queued', 'backlog', 'upcoming', 'next', 'waiting', 'ausstehend', 'offen', 'geplant', 'entwurf', 'wartet'],
      ...['à faire', 'en attente', 'planifié', 'brouillon', 'pendiente', 'planificado', 'borrador', 'pendente'],
      ...['planejado', 'a fazer', 'in attesa', 'da fare', 'pianificato', 'ожидает', 'запланировано', 'черновик'],
      ...[
        '待办',
        '待辦',
        '待处理',
        '待開始',
        '计划中',
        '計劃中',
        '草稿',
        '予定',
        '下書き',
        '待機',
        '대기',
        '예정',
        '초안',
      ],
    ],
  ],
  [
    'blocked',
    [
      ...['blocked', 'on hold', 'paused', 'stalled', 'deferred', 'postponed', 'blockiert', 'pausiert', 'verschoben'],
      ...['bloqué', 'bloquée', 'bloqueado', 'bloqueada', 'bloccato', 'заблокировано', 'отложено'],
      ...['阻塞', '已阻塞', '暂停', '暫停', '保留', 'ブロック', '보류', '차단'],
    ],
  ],
  [
    'dropped',
    [
      ...['dropped', 'cancelled', 'canceled', 'abandoned', 'rejected', 'superseded', 'obsolete', 'skipped', 'wont do'],
      ...["won't do", 'verworfen', 'abgebrochen', 'abandonné', 'annulé', 'cancelado', 'cancelada', 'descartado'],
      ...['annullato', 'отменено', '已取消', '取消', '中止', '취소'],
    ],
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
