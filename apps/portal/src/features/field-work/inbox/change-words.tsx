import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import type { VisitChange } from './visit-changes.js';

/** Describes a change in one sentence: new, moved, cancelled, or parts added. */
export function ChangeWords({ change }: { readonly change: VisitChange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { visit } = change;
  const when = (at: string): string => `${format.shortDate(at)} ${format.time(at)}`;
  return t(`technician:change.${change.kind}`, {
    number: visit.number,
    place: visit.city,
    machine: visit.serial,
    when: when(visit.from),
    before: change.previousFrom === undefined ? '' : when(change.previousFrom),
    parts: change.parts?.join(', ') ?? '',
  });
}
