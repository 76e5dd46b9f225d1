import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { FoundObject } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import type { Command } from './command.js';
import { useTicketTitle } from '../tickets/use-ticket-title.js';
import { hrefOf, KIND_ICONS } from './found-command.js';

/** A single character matches nearly everything. */
const MIN_CHARACTERS = 2;

interface FoundCommands {
  readonly commands: readonly Command[];
  /** True if no object contains the text and similar objects are shown instead. */
  readonly isSimilar: boolean;
  readonly isSearching: boolean;
  readonly error: Error | null;
  retry(): void;
}

/** Searches the server for objects, after a pause in typing. */
export function useFoundCommands(typed: string): FoundCommands {
  const wanted = typed.trim();
  const [asked] = useDebouncedValue(wanted, 120);
  const isLongEnough = asked.length >= MIN_CHARACTERS;
  const toCommand = useToCommand();
  const { data, isFetching, error, refetch } = useQuery({
    queryKey: ['search', 'one', asked],
    enabled: isLongEnough,
    queryFn: ({ signal }) => request('GET', '/search', { query: { text: asked }, signal }),
    placeholderData: keepPreviousData,
  });
  const isCurrent = wanted.length >= MIN_CHARACTERS && isLongEnough;
  return {
    commands: isCurrent && data ? data.items.map(toCommand) : [],
    isSimilar: isCurrent && data?.isSimilar === true && data.items.length > 0,
    isSearching: wanted.length >= MIN_CHARACTERS && (isFetching || asked !== wanted),
    error: isCurrent ? error : null,
    retry: () => void refetch(),
  };
}

function useToCommand(): (found: FoundObject) => Command {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const ticketTitle = useTicketTitle();
  return (found) => {
    const { kind, id, label, detail, names, title, customer, state, amount, periodFrom } = found;
    const month = periodFrom === null ? '' : format.month(`${periodFrom}T00:00:00Z`, 'UTC');
    const details = [
      title ? ticketTitle(title) : '',
      names ? localised(names) : '',
      kind === 'invoice' && label !== null ? month : '',
      detail ?? '',
      kind === 'person' && state !== null ? t(`role.${state}`) : '',
      customer?.name ?? '',
    ];
    return {
      key: `${kind} ${id}`,
      group: kind,
      kind,
      icon: KIND_ICONS[kind],
      label: label ?? t('app:commands.draftOf', { month }),
      detail: details.filter((one) => one !== '').join(', '),
      ...(state !== null && kind !== 'person' && { state }),
      ...(amount && { amount: format.money(amount.amount, amount.currency) }),
      href: hrefOf(found),
    };
  };
}
