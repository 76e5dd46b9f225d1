import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload, IconLayoutRows, IconLink, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../ui/feedback/copy-text.js';
import { toastDone } from '../../ui/feedback/toast.js';

interface ChartToolsProps {
  /** Returns the address of exactly the view that is shown. */
  readonly link: () => string;
  readonly onPicture: () => void;
  readonly onSheet: (format: 'csv' | 'xlsx') => void;
  /** Changes the arrangement of the signals; undefined if it cannot be changed. */
  readonly onArrange: ((isApart: boolean) => void) | undefined;
  readonly isApart: boolean;
  readonly isBusy: boolean;
}

/** Tools of a chart: arrange signals, copy the link to the view, and export it. */
export function ChartTools({ link, onPicture, onSheet, onArrange, isApart, isBusy }: ChartToolsProps) {
  const { t } = useTranslation();
  const copy = async (): Promise<void> => {
    const address = link();
    const isCopied = await copyText(address);
    // Without the clipboard, the page's address contains the view instead.
    if (!isCopied) window.history.replaceState(window.history.state, '', address);
    toastDone(t(isCopied ? 'chart.linkCopied' : 'chart.linkInAddress'));
  };
  const arrangement = t(isApart ? 'history.together' : 'history.apart');
  return (
    <>
      {onArrange === undefined ? null : (
        <Tooltip label={arrangement} openDelay={400}>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={arrangement}
            onClick={() => onArrange(!isApart)}
          >
            {isApart ? <IconStack2 size={16} stroke={1.75} /> : <IconLayoutRows size={16} stroke={1.75} />}
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('chart.copyLink')} openDelay={400}>
        <ActionIcon variant="default" size={32} aria-label={t('chart.copyLink')} onClick={() => void copy()}>
          <IconLink size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('table.export')} openDelay={400}>
            <ActionIcon variant="default" size={32} loading={isBusy} aria-label={t('table.export')}>
              <IconDownload size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onPicture}>{t('chart.exportPicture')}</Menu.Item>
          <Menu.Item onClick={() => onSheet('csv')}>{t('table.exportCsv')}</Menu.Item>
          <Menu.Item onClick={() => onSheet('xlsx')}>{t('table.exportXlsx')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
