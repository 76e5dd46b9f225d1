import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract, ContractRevenue, Cost, CostGap } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf, runningMonth, yearUntil } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { CostDialog, type CostDraft } from '../costs/cost-dialog.js';
import { CostList } from '../costs/cost-list.js';
import { GapList } from '../margins/gap-list.js';
import { Percent } from '../percent.js';
import classes from '../revenue.module.css';

/** The open dialog: a new cost, an existing one, or one for completed work. */
type CostDialogState = { readonly cost?: Cost; readonly draft: CostDraft };

/** Revenue and costs of a contract in the last twelve months, and work without a recorded cost. */
export function ContractRevenueSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const months = yearUntil(runningMonth());
  const [entering, setEntering] = useState<CostDialogState>();
  const query = useOne('revenue', '/contracts/{id}/revenue', { path: { id: contract.id }, query: months });
  const ofGap = (gap: CostGap): void =>
    setEntering({
      draft: {
        kind: gap.kind === 'visit' ? 'labour_travel' : 'parts',
        month: gap.day.slice(0, 7),
        day: gap.day,
        machineId: gap.machine.id,
        spentOn: { number: gap.number, [gap.kind === 'kit' ? 'kitDeliveryId' : 'ticketId']: gap.id },
      },
    });
  return (
    <>
      <Section
        title={t('maker:revenue.ofContract')}
        aside={t('maker:revenue.ofContractWhat')}
        action={
          may('costs.write') ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} stroke={1.75} />}
              onClick={() => setEntering({ draft: { kind: 'parts', month: runningMonth() } })}
            >
              {t('maker:revenue.addCost')}
            </Button>
          ) : undefined
        }
        flush
      >
        {query.isLoadingError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <SkeletonRows rows={4} />
        ) : query.data.months.length === 0 ? (
          <p className={classes.note}>{t('maker:revenue.nothingWhy')}</p>
        ) : (
          <>
            <ResultTable revenue={query.data} />
            <GapList gaps={query.data.gaps} onEnter={may('costs.write') ? ofGap : undefined} />
          </>
        )}
      </Section>
      <CostList
        contractId={contract.id}
        months={months}
        onEdit={may('costs.write') ? (cost) => setEntering({ cost, draft: toCostDraft(cost) }) : undefined}
      />
      {entering === undefined ? null : (
        <CostDialog
          contract={contract}
          cost={entering.cost}
          draft={entering.draft}
          onClose={() => setEntering(undefined)}
        />
      )}
    </>
  );
}

function toCostDraft({ kind, month, day, machine, ticket, kitDelivery }: Cost): CostDraft {
  const spentOn =
    ticket !== null
      ? { number: ticket.number, ticketId: ticket.id }
      : kitDelivery !== null
        ? { number: kitDelivery.number, kitDeliveryId: kitDelivery.id }
        : undefined;
  return { kind, month, day: day ?? undefined, machineId: machine?.id, spentOn };
}

const COLUMNS = ['fixed', 'variable', 'credits', 'revenue', 'cost', 'margin'] as const;

/** Result by month with a total. */
function ResultTable({ revenue: { months, total, currency } }: { readonly revenue: ContractRevenue }) {
  const { t } = useTranslation();
  const format = useFormat();
  const amountOf = (of: ContractRevenue['total'], column: (typeof COLUMNS)[number]) => {
    const isUnknown = column === 'cost' && of.costsKnown === 'none';
    return isUnknown || Number(of[column]) === 0 ? null : of[column];
  };
  const cells = (of: ContractRevenue['total']) => (
    <>
      {COLUMNS.map((column) => (
        <td
          key={column}
          className={column === 'margin' && of.margin?.startsWith('-') ? classes.critical : undefined}
        >
          <Money amount={amountOf(of, column)} currency={currency} withoutCode strong={column === 'margin'} />
        </td>
      ))}
      <td>
        <Percent value={of.marginPercent} fallback="—" isUpperBound={of.costsKnown === 'partly'} />
      </td>
    </>
  );
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('maker:revenue.ofContract')}>
      <table className={classes.months}>
        <thead>
          <tr>
            <th scope="col">{currency}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`maker:revenue.${column}`)}
              </th>
            ))}
            <th scope="col">{t('maker:revenue.share')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month}>
              <th scope="row">
                {format.month(middleOf(month.month), 'UTC')}
                {month.isIssued ? null : (
                  <span className={classes.quiet}> {t('maker:revenue.notIssued')}</span>
                )}
              </th>
              {cells(month)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('maker:revenue.together')}</th>
            {cells(total)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
