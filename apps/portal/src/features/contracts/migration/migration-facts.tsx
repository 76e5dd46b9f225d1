import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contract, ContractMigration } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Facts } from '../../../ui/layout/facts.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import classes from './migration-facts.module.css';

interface MigrationFactsProps {
  readonly contract: Contract;
  readonly migration: ContractMigration;
}

/** Facts of a contract migration, the same for the maker and the customer. */
export function MigrationFacts({ contract, migration }: MigrationFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const wordsOf = useChargeWords();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const { readings, amounts, balances, deposit, approvedAt, approvedBy, contentHash } = migration;
  const nameOf = (key: string): string => {
    const charge = contract.charges.find((candidate) => candidate.key === key);
    return charge ? wordsOf(charge, contract).title : key;
  };
  const joined = (parts: readonly (string | null | false)[]): string => format.listed(parts);
  return (
    <div className={classes.parts}>
      <Facts
        items={[
          [t('takeover.until'), day(migration.billedUntil)],
          [t('takeover.from'), day(migration.billedFrom)],
        ]}
      />
      {migration.note === '' ? null : <p className={classes.note}>{migration.note}</p>}
      <Part title={t('takeover.readings')}>
        {readings.map((reading) => (
          <li key={reading.meterId}>
            <span>{joined([...new Set([reading.serial, reading.device]), meterName(reading)])}</span>
            {reading.value === null ? null : <b>{format.quantity(reading.value, reading.unit)}</b>}
            <span className={classes.note}>
              {joined([reading.readOn && t('takeover.readOn', { day: day(reading.readOn) }), reading.note])}
            </span>
            {reading.usedInYear === null ? null : (
              <span className={classes.note}>
                {t('takeover.usedInYear', { quantity: format.quantity(reading.usedInYear, reading.unit) })}
              </span>
            )}
          </li>
        ))}
      </Part>
      <Part title={t('takeover.amounts')}>
        {amounts.map(({ chargeKey, serial, amount }) => (
          <li key={`${chargeKey} ${serial ?? ''}`}>
            <span>{joined([nameOf(chargeKey), serial])}</span>
            <b>{format.money(amount.amount, amount.currency)}</b>
          </li>
        ))}
      </Part>
      <Part title={t('takeover.balances')}>
        {balances.map(({ kind, charge, quantity, expiresOn, note, left, lapsed }, index) => {
          const shown = (value: string): string =>
            kind === 'deposit'
              ? format.money(value, contract.currency)
              : format.quantity(value, charge?.unit ?? 'h');
          return (
            <li key={index}>
              <span>
                {joined([
                  t(`takeover.balance.${kind}`),
                  charge && nameOf(charge.chargeKey),
                  charge && charge.serial,
                ])}
              </span>
              <b>{shown(left ?? quantity)}</b>
              <span className={classes.note}>
                {joined([
                  left === null || left === quantity
                    ? null
                    : t('takeover.brought', { quantity: shown(quantity) }),
                  left !== null && Number(left) === 0
                    ? t('takeover.usedUp')
                    : expiresOn === null
                      ? lapsed && t('takeover.ended')
                      : t(lapsed ? 'takeover.lapsed' : 'takeover.expires', { day: day(expiresOn) }),
                  kind === 'prepaid' && charge === null ? t('takeover.notDrawn') : null,
                  note,
                ])}
              </span>
            </li>
          );
        })}
      </Part>
      {deposit === null ? null : (
        <p className={classes.note}>
          {[
            ...deposit.setOff.map(({ number, amount }) =>
              t('takeover.depositSetOff', { number, amount: format.money(amount.amount, amount.currency) }),
            ),
            t(deposit.due ? 'takeover.depositDue' : `takeover.depositAtEnd.${deposit.atEnd}`, {
              amount: format.money(deposit.held.amount, deposit.held.currency),
            }),
          ].join(' ')}
        </p>
      )}
      {approvedAt === null || contentHash === null ? null : (
        <p className={classes.hash}>
          {approvedBy === null
            ? t('takeover.approved', { day: format.date(approvedAt, contract.zone) })
            : t('takeover.approvedBy', {
                day: format.date(approvedAt, contract.zone),
                name: approvedBy,
              })}{' '}
          <code title={contentHash}>{contentHash.slice(0, 12)}</code>
        </p>
      )}
    </div>
  );
}

/** A titled list; renders nothing if empty. */
function Part({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.rows}>{children}</ul>
    </section>
  );
}
