import { useTranslation } from 'react-i18next';
import type { Contract, Exit } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { Facts } from '../../ui/facts.js';
import { Money } from '../../ui/money.js';
import { Section } from '../../ui/section.js';
import classes from './exit-section.module.css';

/** What leaving the contract costs today, and by when notice is to be given. */
export function ExitSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: exit } = useOne<Exit>('contracts', `/contracts/${contract.id}/exit`);
  if (exit === undefined) return null;
  const day = (date: string | null): string =>
    date === null ? t('maker:exit.notAgreed') : format.date(`${date}T00:00:00Z`, 'UTC');
  const { fee, buyout, remainingMonths, said } = exit;
  return (
    <Section title={t('maker:exit.title')} aside={day(exit.on)}>
      <Facts
        items={[
          [
            t('maker:exit.fee'),
            fee === null ? (
              t('maker:exit.notAgreed')
            ) : (
              <Money key="f" amount={fee.amount} currency={fee.currency} strong />
            ),
          ],
          [
            t('maker:exit.left'),
            remainingMonths === null
              ? t('maker:contracts.open')
              : t('maker:exit.months', { count: remainingMonths }),
          ],
          [
            t('maker:exit.monthly'),
            <Money key="m" amount={exit.monthlyPayment.amount} currency={exit.monthlyPayment.currency} />,
          ],
          [t('maker:exit.noticeBy'), day(exit.noticeBy)],
          ...(exit.endsIfNoticed === null
            ? []
            : [[t('maker:exit.endsIfNoticed'), day(exit.endsIfNoticed)] as const]),
          ...(buyout === null
            ? []
            : [
                [
                  t('maker:exit.buyout'),
                  <Money key="b" amount={buyout.price.amount} currency={buyout.price.currency} />,
                ] as const,
              ]),
        ]}
      />
      {said.map(({ about, words }) => (
        <p key={about} className={classes.said}>
          {t(`maker:exit.said.${about}`)} <q>{words}</q>
        </p>
      ))}
    </Section>
  );
}
