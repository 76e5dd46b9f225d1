import { useTranslation } from 'react-i18next';
import type { Contract, ExitPrice } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { BuyoutChart } from './buyout-chart.js';
import classes from './exit-card.module.css';
import { ExitSteps } from './exit-steps.js';

interface ExitCardProps {
  readonly contract: Pick<Contract, 'id'>;
  readonly action?: React.ReactNode;
}

/** Today's fee for early termination with its calculation, the next ordinary end, and the buy-out price. */
export function ExitCard({ contract, action }: ExitCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const {
    data: exit,
    isLoadingError,
    error,
    refetch,
  } = useOne('contracts', '/contracts/{id}/exit', { path: { id: contract.id } });
  if (isLoadingError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (exit === undefined) return <SkeletonBlock height={160} />;
  const day = (date: string | null): string =>
    date === null ? t('exit.notAgreed') : format.date(`${date}T00:00:00Z`, 'UTC');
  const { termination, buyout, buyoutCourse, ordinaryEnd, remainingMonths, monthlyPayment, deposit, said } =
    exit;
  return (
    <Section title={t('exit.title')} aside={day(exit.on)} action={action}>
      <div className={classes.body}>
        <Price label={t('exit.fee')} price={termination} />
        <Facts
          items={[
            [
              t('exit.left'),
              remainingMonths === null ? t('exit.open') : t('exit.months', { count: remainingMonths }),
            ],
            [
              t('exit.monthly'),
              <Money key="m" amount={monthlyPayment.amount} currency={monthlyPayment.currency} />,
            ],
            [t('exit.ordinaryEnd'), ordinaryEnd === null ? t('exit.openEnd') : day(ordinaryEnd.endsOn)],
            ...(ordinaryEnd?.noticeBy == null
              ? []
              : [[t('exit.noticeBy'), <Notice key="n" by={ordinaryEnd.noticeBy} on={exit.on} />] as const]),
            ...(deposit === null
              ? []
              : [
                  [
                    t('exit.deposit'),
                    t(`exit.depositAtEnd.${deposit.atEnd}`, {
                      amount: format.money(deposit.held.amount, deposit.held.currency),
                    }),
                  ] as const,
                ]),
          ]}
        />
        {buyout === null && buyoutCourse.length === 0 ? null : (
          <>
            <Price label={t('exit.buyout')} price={buyout} />
            <BuyoutChart priceSchedule={buyoutCourse} />
          </>
        )}
        {said.map(({ about, words }) => (
          <p key={about} className={classes.said}>
            {t(`exit.said.${about}`)} <q>{words}</q>
          </p>
        ))}
      </div>
    </Section>
  );
}

/** A price that expands to its calculation. */
function Price({ label, price }: { readonly label: string; readonly price: ExitPrice | null }) {
  const { t } = useTranslation();
  if (price === null)
    return (
      <p className={classes.price}>
        <span>{label}</span>
        <span className={classes.none}>{t('exit.notAgreed')}</span>
      </p>
    );
  return (
    <details className={classes.details}>
      <summary className={classes.price}>
        <span>{label}</span>
        <Money amount={price.amount.amount} currency={price.amount.currency} strong />
      </summary>
      <ExitSteps price={price} />
    </details>
  );
}

/** The last day to give notice, marked if it has passed. */
function Notice({ by, on }: { readonly by: string; readonly on: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const written = format.date(`${by}T00:00:00Z`, 'UTC');
  return by < on ? t('exit.noticeOver', { day: written }) : written;
}
