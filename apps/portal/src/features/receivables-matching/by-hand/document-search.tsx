import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenItem } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import { isPositive } from '../amounts.js';
import classes from './by-hand.module.css';

/** Maximum number of documents offered at once. */
const OFFERED = 8;
const TYPING_MS = 200;

interface DocumentSearchProps {
  readonly legalEntityId: string;
  /** Customer of the documents; undefined to search the documents of all customers. */
  readonly customerId: string | undefined;
  /** IDs of the documents that are already selected. */
  readonly chosenIds: readonly string[];
  readonly onChoose: (item: OpenItem) => void;
}

/** Finds open documents by number or customer. The arrow keys move between results, and Enter selects one. */
export function DocumentSearch({ legalEntityId, customerId, chosenIds, onChoose }: DocumentSearchProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [active, setActive] = useState(0);
  // Enter was pressed before the results of the typed text arrived.
  const [isAwaited, setAwaited] = useState(false);
  const items = useList('open-items', '/open-items', {
    query: { open: true, legalEntityId, customerId, search, limit: OFFERED + chosenIds.length },
  });
  const offered = items.items
    .filter(({ documentId, open }) => !chosenIds.includes(documentId) && isPositive(open.amount))
    .slice(0, OFFERED);
  const at = Math.min(active, Math.max(0, offered.length - 1));
  // Results of an earlier text must not be chosen.
  const isCurrent = typed.trim() === search && !items.waiting && !items.query.isPlaceholderData;
  const choose = (item: OpenItem | undefined): void => {
    setAwaited(false);
    if (item === undefined) return;
    onChoose(item);
    setTyped('');
    setActive(0);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setActive(Math.min(offered.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (event.key !== 'Enter') return;
    else if (isCurrent) choose(offered[at]);
    else setAwaited(true);
    event.preventDefault();
  };
  useEffect(() => {
    if (isAwaited && isCurrent) choose(offered[at]);
  });
  const optionId = (index: number): string => `${id}-${index}`;
  return (
    <div className={classes.search}>
      <TextInput
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={offered.length === 0 ? undefined : optionId(at)}
        aria-label={t('maker:matching.findDocument')}
        placeholder={t('maker:matching.findDocument')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        autoComplete="off"
        autoFocus
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setActive(0);
          setAwaited(false);
        }}
        onKeyDown={press}
      />
      <ul role="listbox" id={id} className={classes.results} aria-label={t('maker:matching.openDocuments')}>
        {offered.map((item, index) => (
          <li
            key={item.documentId}
            id={optionId(index)}
            role="option"
            aria-selected={index === at}
            className={classes.result}
            onClick={() => choose(item)}
          >
            <span>
              <b>{item.number}</b> {item.customer.name}
              <small>{t('maker:matching.due', { day: format.date(`${item.dueOn}T00:00:00Z`, 'UTC') })}</small>
            </span>
            <Money amount={item.open.amount} currency={item.open.currency} />
          </li>
        ))}
      </ul>
      {offered.length === 0 && !items.waiting ? (
        <p className={classes.nothing} role="status">
          {t('maker:matching.nothingFound')}
        </p>
      ) : null}
    </div>
  );
}
