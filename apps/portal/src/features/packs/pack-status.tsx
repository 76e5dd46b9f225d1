import { Button, Progress } from '@mantine/core';
import { IconDownload, IconFileZip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProofPack } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useSize } from '../../format/bytes/use-size.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { Facts } from '../../ui/layout/facts.js';
import classes from './packs.module.css';

interface PackStatusProps {
  /** The pack; null until one is requested. */
  readonly pack: ProofPack | null;
  readonly busy: boolean;
  readonly onMake: () => void;
}

/** Status of a pack and its next action. */
export function PackStatus({ pack, busy, onMake }: PackStatusProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const text = useCodeText();
  const make = (label: string) => (
    <Button loading={busy} leftSection={<IconFileZip size={16} stroke={1.75} />} onClick={onMake}>
      {label}
    </Button>
  );
  if (pack === null)
    return (
      <div className={classes.standing}>
        <p>{t('pack.none')}</p>
        {make(t('pack.make'))}
      </div>
    );
  if (pack.state === 'waiting' || pack.state === 'running')
    return (
      <div className={classes.standing} role="status">
        <p>
          {pack.total === 0
            ? t('pack.waiting')
            : t('pack.running', {
                count: pack.total,
                done: format.number(pack.done, 0),
                total: format.number(pack.total, 0),
              })}
        </p>
        <Progress
          value={pack.total === 0 ? 100 : (pack.done / pack.total) * 100}
          animated={pack.total === 0}
          aria-label={t('pack.progress')}
        />
      </div>
    );
  return (
    <div className={classes.standing}>
      {pack.fault === null ? null : (
        <p className={classes.fault}>{text('errors:', pack.fault.code, { ...pack.fault.params })}</p>
      )}
      {pack.root === null ? null : (
        <Facts
          items={[
            [
              t('pack.root'),
              <code key="root" className={classes.root}>
                {pack.root}
              </code>,
            ],
            [t('pack.readings'), format.number(pack.readings, 0)],
            ...(pack.file === null ? [] : [[t('pack.size'), size(pack.file.bytes)] as const]),
            ...(pack.madeAt === null ? [] : [[t('pack.made'), format.dateTime(pack.madeAt)] as const]),
          ]}
        />
      )}
      {pack.file === null ? make(t('pack.again')) : <PackDownload pack={pack} />}
    </div>
  );
}

/** Download link of a pack. */
export function PackDownload({
  pack,
  small = false,
}: {
  readonly pack: ProofPack;
  readonly small?: boolean;
}) {
  const { t } = useTranslation();
  if (pack.file === null) return null;
  return (
    <Button
      component="a"
      size={small ? 'xs' : 'sm'}
      variant={small ? 'default' : 'filled'}
      href={`/api/v1/proof-packs/${pack.id}/file`}
      download={pack.file.name}
      leftSection={<IconDownload size={small ? 14 : 16} stroke={1.75} />}
    >
      {t('pack.download')}
    </Button>
  );
}
