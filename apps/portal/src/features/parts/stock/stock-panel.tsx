import { useTranslation } from 'react-i18next';
import type { Depot, StockRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useLocalised } from '../../../i18n/localised.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { Instant } from '../../../ui/values/instant.js';
import classes from './stock-panel.module.css';

interface StockPanelProps {
  readonly depot: Depot;
  readonly row: StockRow;
  readonly onClose: () => void;
}

const signed = (count: number): string => (count > 0 ? `+${count}` : `\u2212${Math.abs(count)}`);

/** Stock ledger of a part in a depot, newest entry first. */
export function StockPanel({ depot, row, onClose }: StockPanelProps) {
  const { t } = useTranslation();
  const localised = useLocalised();
  const entries = useList('stock', '/depots/{id}/stock-entries', {
    path: { id: depot.id },
    query: { partId: row.part.id },
  });
  return (
    <DetailPanel
      title={`${row.part.number}, ${localised(row.part.name)}`}
      aside={depot.code}
      onClose={onClose}
    >
      <h3 className={classes.head}>{t('maker:stock.ledger')}</h3>
      <ol>
        {entries.items.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <span>
              {t(`maker:stock.kind.${entry.kind}`)} {entry.lot}
              <span className={classes.note}>{[entry.note, entry.byName].filter(Boolean).join(', ')}</span>
            </span>
            <Instant at={entry.occurredAt} />
            <b className="num">
              {entry.onHandDelta === 0
                ? t('maker:stock.reservedDelta', { delta: signed(entry.reservedDelta) })
                : signed(entry.onHandDelta)}
            </b>
          </li>
        ))}
      </ol>
    </DetailPanel>
  );
}
