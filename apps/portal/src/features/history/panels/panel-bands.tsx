import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { BandLane } from '../../../ui/charts/bands/band-lane.js';
import type { ChartBand } from '../../../ui/charts/bands/lay-out-bands.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import type { ChartRoom } from '../../../ui/charts/chart-options.js';

interface PanelBandsProps {
  readonly bands: readonly ChartBand[];
  readonly window: ChartSpan;
  readonly room: ChartRoom | undefined;
}

/** Alarms and visits above the charts, aligned with their plotting area. */
export function PanelBands({ bands, window, room }: PanelBandsProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const plotWidth = width - (room?.left ?? 0) - (room?.right ?? 0);
  return (
    <div ref={ref}>
      {room === undefined || plotWidth <= 0 ? null : (
        <div style={{ paddingLeft: room.left, paddingRight: room.right }}>
          <BandLane
            label={t('history.bands')}
            bands={bands}
            from={window.from}
            to={window.to}
            width={plotWidth}
          />
        </div>
      )}
    </div>
  );
}
