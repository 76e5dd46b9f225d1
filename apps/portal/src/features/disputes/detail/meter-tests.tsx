import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '../../../api/types.js';
import { dayBefore } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { useMeterLabel } from '../../meters/use-meter-name.js';
import classes from '../disputes.module.css';

type MeterTest = DisputeDetail['meterTests'][number];

/** Results of meter tests for the line, and their consequences under the contract, newest first. */
export function MeterTests({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation();
  if (dispute.meterTests.length === 0) return null;
  return (
    <Section title={t('meterTest.title')}>
      {dispute.meterTests.toReversed().map((test) => (
        <MeterTestItem key={test.id} test={test} dispute={dispute} />
      ))}
    </Section>
  );
}

function MeterTestItem({ test, dispute }: { readonly test: MeterTest; readonly dispute: DisputeDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterLabel = useMeterLabel();
  const meter = dispute.meters.find(({ usageId }) => usageId === test.usageId);
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const { correctedFrom, correctedTo, registered, overRegistered, credit, fee, feePayer } = test;
  const unit = meter?.unit ?? '';
  const isSlow = test.errorPercent.startsWith('-');
  return (
    <div className={classes.test}>
      <p className={classes.found}>
        {t(isSlow ? 'meterTest.slow' : 'meterTest.fast', {
          percent: format.number(test.errorPercent.replace('-', '')),
        })}
        {': '}
        {t(test.isWithinTolerance ? 'meterTest.within' : 'meterTest.beyond', {
          percent: format.number(test.tolerancePercent),
        })}
      </p>
      <p className={classes.none}>
        {format.listed([
          meter !== undefined && meterLabel(meter),
          t('meterTest.testedOn', { day: day(test.testedOn) }),
          test.lastTestedOn !== null && t('meterTest.lastOn', { day: day(test.lastTestedOn) }),
          test.reference,
        ])}
      </p>
      <div className={classes.figures}>
        <Facts
          items={[
            ...(correctedTo === null
              ? []
              : [
                  [
                    t('meterTest.corrected'),
                    correctedFrom === null
                      ? t('meterTest.before', { day: day(correctedTo) })
                      : `${day(correctedFrom)} – ${day(dayBefore(correctedTo))}`,
                  ] as const,
                ]),
            ...(registered === null || overRegistered === null
              ? []
              : [
                  [
                    t('meterTest.registered'),
                    <Quantity key="r" value={registered} unit={unit} exact />,
                  ] as const,
                  [
                    t(isSlow ? 'meterTest.tooLittle' : 'meterTest.tooMuch'),
                    <Quantity key="o" value={overRegistered.replace('-', '')} unit={unit} exact />,
                  ] as const,
                ]),
            ...(test.isWithinTolerance
              ? []
              : [[t('meterTest.credit'), <TestCredit key="c" credit={credit} />] as const]),
            ...(feePayer === null
              ? []
              : [
                  [
                    t('meterTest.fee'),
                    format.listed([
                      fee !== null && format.money(fee.amount, fee.currency),
                      t(`meterTest.payer.${feePayer}`),
                    ]),
                  ] as const,
                ]),
          ]}
        />
      </div>
    </div>
  );
}

function TestCredit({ credit }: { readonly credit: MeterTest['credit'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (credit === null) return t('meterTest.byHand');
  const amount = format.money(credit.amount.replace('-', ''), credit.currency);
  return <b>{credit.amount.startsWith('-') ? t('meterTest.owed', { amount }) : amount}</b>;
}
