import { useTranslation } from 'react-i18next';
import type { FeedEvent } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { useTicketTitle } from '../../tickets/use-ticket-title.js';
import { type EntryPath, pathOfEntry } from './path-of-entry.js';

export interface EntryWords {
  /** The event in one line. */
  readonly fact: string;
  /** Address of the object. */
  readonly path: EntryPath;
  /** Details; empty if there are none. */
  readonly consequence: string;
}

/** Returns a function that describes an entry of a timeline. */
export function useEntryWords(): (entry: FeedEvent) => EntryWords {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const text = useCodeText();
  const ticketTitle = useTicketTitle();
  return (entry) => {
    const { kind, alarm, amendment, amount, contract, dispute, invoice, kit, machine, original, person } =
      entry;
    const { periodFrom, site, ticket } = entry;
    const details = [
      ticket === null ? '' : ticketTitle(ticket),
      alarm === null ? '' : localised(alarm.name ?? {}) || text('common:alarmName', alarm.code),
      kind.startsWith('machine') ? '' : (machine?.serial ?? ''),
      site?.name ?? '',
      amendment === null
        ? ''
        : t('maker:timeline.effectiveOn', { day: format.date(`${amendment.effectiveOn}T00:00:00Z`, 'UTC') }),
      person === null ? '' : t('maker:timeline.acceptedBy', { person }),
      amount === null ? '' : format.money(amount.amount, amount.currency),
      periodFrom === null ? '' : format.month(`${periodFrom}T00:00:00Z`, 'UTC'),
      original === null ? '' : t('maker:timeline.credits', { number: original.number }),
      kind === 'dispute_decided' && dispute !== null ? t(`state.${dispute.state}`) : '',
    ];
    return {
      fact: t(`maker:timeline.fact.${kind}`, {
        serial: machine?.serial,
        contract: contract?.number,
        amendment: amendment?.number,
        invoice: invoice?.number,
        ticket: ticket?.number,
        alarm: alarm?.code,
        kit: kit?.code,
      }),
      path: pathOfEntry(entry),
      consequence: details.filter((one) => one !== '').join(' · '),
    };
  };
}
