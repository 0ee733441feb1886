import { normalizeName } from '../markdown/parse';
import { tonguesOf } from './status';
import type { Tongue } from './statusWords';

/** What this extension writes, and what it writes instead into a status line of another tongue. */
const ENGLISH = ['Approved', 'In Progress', 'Completed', 'Pending', 'Dropped'] as const;
const OWN_WORDS: Record<Exclude<Tongue, 'en'>, readonly string[]> = {
  de: ['Genehmigt', 'In Arbeit', 'Abgeschlossen', 'Ausstehend', 'Verworfen'],
  fr: ['Approuvé', 'En cours', 'Terminé', 'En attente', 'Abandonné'],
  es: ['Aprobado', 'En progreso', 'Completado', 'Pendiente', 'Cancelado'],
  pt: ['Aprovado', 'Em andamento', 'Concluído', 'Pendente', 'Cancelado'],
  it: ['Approvato', 'In corso', 'Completato', 'In attesa', 'Annullato'],
  ru: ['Утверждено', 'В работе', 'Завершено', 'Ожидает', 'Отменено'],
  'zh-Hans': ['已批准', '进行中', '已完成', '待处理', '已取消'],
  'zh-Hant': ['已批准', '進行中', '已完成', '待處理', '已取消'],
  ja: ['承認済み', '進行中', '完了', '未着手', '中止'],
  ko: ['승인됨', '진행 중', '완료', '대기', '취소'],
};

/** What labels of a status say of the tongue; `Status` is of several. */
const LABEL_TONGUES: Partial<Record<string, readonly Tongue[]>> = {
  statut: ['fr'],
  stato: ['it'],
  estado: ['es', 'pt'],
  статус: ['ru'],
  状态: ['zh-Hans'],
  狀態: ['zh-Hant'],
  状態: ['ja'],
  ステータス: ['ja'],
  상태: ['ko'],
};

/**
 * The word for an English one in the tongue of a status line, by what stands there, else by its label; the English one
 * itself where the tables don’t know.
 */
export function statusInTongue(english: string, { label, value }: { label: string; value: string }): string {
  const written = tonguesOf(value);
  const labelled = LABEL_TONGUES[normalizeName(label)] ?? [];
  const tongue = written.find((each) => labelled.includes(each)) ?? written[0] ?? labelled[0] ?? 'en';
  const at = ENGLISH.findIndex((each) => each === english);
  return (tongue === 'en' ? null : OWN_WORDS[tongue][at]) ?? english;
}
