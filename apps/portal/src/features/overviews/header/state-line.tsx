import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { pathOf, type Subject } from '../subject.js';
import { countMachines } from './machine-counts.js';
import classes from './state-line.module.css';

interface Fact {
  readonly key: string;
  /** Tab that lists the objects that the fact counts. */
  readonly tab: string;
  /** State that determines the icon and the colour of the fact. */
  readonly state: string;
  readonly words: string;
}

/**
 * The state of a customer or site in words. Each fact links to its tab. Facts with a count of zero are omitted; without
 * machines, the first fact states this.
 */
export function StateLine({
  subject,
  overview,
}: {
  readonly subject: Subject;
  readonly overview: Overview;
}): ReactNode {
  const facts = useFacts(overview);
  return (
    <ul className={classes.line}>
      {facts.map(({ key, tab, state, words }) => (
        <li key={key}>
          <Link to={pathOf(subject)} search={tab === 'overview' ? {} : { tab }} className={classes.fact}>
            <StateBadge state={state} plain>
              {words}
            </StateBadge>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function useFacts({ machines, openAlarms, openTickets, money, openDisputes }: Overview): readonly Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { running, stopped, faulty, silent } = countMachines(machines.states);
  const alarms = openAlarms.critical + openAlarms.warning + openAlarms.info;
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const facts: (Fact & { readonly count: number })[] = [
    {
      key: 'running',
      tab: 'machines',
      state: running > 0 ? 'load' : 'off',
      count: machines.total,
      words: t('maker:overview.running', { running, count: machines.total }),
    },
    {
      key: 'faulty',
      tab: 'machines',
      state: 'fault',
      count: faulty,
      words: t('maker:overview.faulty', { count: faulty }),
    },
    {
      key: 'stopped',
      tab: 'machines',
      state: 'off',
      count: stopped,
      words: t('maker:overview.stopped', { count: stopped }),
    },
    {
      key: 'silent',
      tab: 'machines',
      state: 'silent',
      count: silent,
      words: t('maker:overview.silent', { count: silent }),
    },
    {
      key: 'alarms',
      tab: 'overview',
      state: openAlarms.critical > 0 ? 'critical' : 'warning',
      count: alarms,
      words: t('maker:overview.alarms', { count: alarms }),
    },
    {
      key: 'tickets',
      tab: 'tickets',
      state: (openTickets?.unassigned ?? 0) > 0 ? 'unassigned' : 'assigned',
      count: openTickets?.total ?? 0,
      words:
        (openTickets?.unassigned ?? 0) > 0
          ? t('maker:overview.ticketsUnassigned', {
              count: openTickets?.total ?? 0,
              unassigned: openTickets?.unassigned ?? 0,
            })
          : t('maker:overview.tickets', { count: openTickets?.total ?? 0 }),
    },
    {
      key: 'disputes',
      tab: 'timeline',
      state: 'disputed',
      count: openDisputes ?? 0,
      words: t('maker:overview.disputes', { count: openDisputes ?? 0 }),
    },
    ...(money?.due ?? []).map(({ currency, amount }) => ({
      key: `due ${currency}`,
      tab: 'invoices',
      state: 'issued',
      count: 1,
      words: t('maker:overview.due', {
        amount: format.money(amount, currency),
        day: money?.dueUntil == null ? '' : day(money.dueUntil),
      }),
    })),
    ...(money?.unbilled ?? [])
      .filter(({ amountMinor }) => amountMinor !== '0')
      .map(({ currency, amount }) => ({
        key: `unbilled ${currency}`,
        tab: 'invoices',
        state: 'draft',
        count: 1,
        words: t('maker:overview.unbilled', { amount: format.money(amount, currency) }),
      })),
  ];
  const shown = facts.filter(({ count }) => count > 0);
  if (machines.total > 0) return shown;
  const none = { key: 'none', tab: 'machines', state: 'unknown', words: t('maker:overview.noMachines') };
  return [none, ...shown];
}
