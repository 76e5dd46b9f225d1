import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { MeterException } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { DetailPanel } from '../../ui/layout/detail-panel.js';
import { Facts } from '../../ui/layout/facts.js';
import { Money } from '../../ui/values/money.js';
import { Quantity } from '../../ui/values/quantity.js';
import { DecisionForm } from './decision-form.js';
import { DecisionWords } from './decision-words.js';
import { ExceptionChart } from './exception-chart.js';
import { stateOf } from './exception-state.js';
import classes from './exceptions.module.css';
import { SecondPerson } from './second-person.js';
import { CustomerLink } from '../places/customer-link.js';

interface ExceptionPanelProps {
  readonly exception: MeterException;
  readonly onClose: () => void;
}

/** One exception: the counter's behaviour, affected amounts, past decisions, and the options. */
export function ExceptionPanel({ exception, onClose }: ExceptionPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const may = useMay();
  const detail = useOne('meter-exceptions', '/meter-exceptions/{id}', { path: { id: exception.id } });
  const { kind, from, to, fromValue, toValue, quantity, meter, contract, stake, decision } = exception;
  const at = (instant: string): string => format.placeTime(instant, contract.zone);
  const isOver = Date.parse(to) <= productNow();
  const state = stateOf(exception);
  return (
    <DetailPanel
      title={text('common:exceptionKind', kind)}
      aside={meter.serial ?? meter.device}
      onClose={onClose}
    >
      <p>{text('common:exceptionWhy', kind)}</p>
      <ExceptionChart exception={exception} />
      <Facts
        items={[
          [
            t('maker:exceptions.contract'),
            <Link key="c" to="/contracts/$contractId" params={{ contractId: contract.id }}>
              {contract.number}
            </Link>,
          ],
          [t('maker:life.customer'), <CustomerLink key="customer" customer={exception.customer} />],
          [t('maker:life.from'), at(from)],
          [t('maker:life.to'), at(to)],
          ...(kind === 'true_up'
            ? ([
                [t('maker:exceptions.estimated'), <Quantity key="e" value={fromValue} unit={meter.unit} />],
                [t('maker:exceptions.shown'), <Quantity key="s" value={toValue} unit={meter.unit} />],
              ] as const)
            : ([
                [
                  t('maker:exceptions.before'),
                  <Quantity key="f" value={fromValue} unit={meter.unit} exact />,
                ],
                [t('maker:exceptions.after'), <Quantity key="t" value={toValue} unit={meter.unit} exact />],
              ] as const)),
          [t('maker:usage.quantity'), <Quantity key="q" value={quantity} unit={meter.unit} strong />],
          [
            t('maker:exceptions.stake'),
            stake === null ? '—' : <Money key="m" amount={stake.amount} currency={stake.currency} strong />,
          ],
        ]}
      />
      {state === 'pending' && decision !== null && may('meters.decide') ? (
        <SecondPerson decision={decision} />
      ) : null}
      {(detail.data?.decisions ?? []).map((entry) => (
        <DecisionWords key={entry.id} decision={entry} unit={meter.unit} />
      ))}
      {state === 'resolved' || !may('meters.decide') ? null : isOver ? (
        <DecisionForm exception={exception} onDecided={onClose} />
      ) : (
        <p className={classes.note}>{t('maker:exceptions.notOver', { to: at(to) })}</p>
      )}
    </DetailPanel>
  );
}
