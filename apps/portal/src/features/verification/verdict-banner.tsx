import { Button, Progress } from '@mantine/core';
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconFileZip,
  IconShieldCheck,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSize } from '../../format/bytes/use-size.js';
import { useFormat } from '../../format/use-format.js';
import { figuresOf } from './engine/invoice-figures.js';
import type { PackState } from './engine/verification-state.js';
import { useDocumentName } from './use-document-name.js';
import classes from './verification.module.css';

interface VerdictBannerProps {
  readonly pack: Exclude<PackState, { status: 'none' }>;
  /** True if the root hash is from a link, and not from the invoice. */
  readonly isLinked: boolean;
  readonly onCancel: () => void;
}

/** The answer in words: verified, a mismatch, no contradiction yet, or a file that can't be verified. */
export function VerdictBanner({ pack, isLinked, onCancel }: VerdictBannerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const documentName = useDocumentName();
  switch (pack.status) {
    case 'working':
      return (
        <Banner icon={IconFileZip} tone="neutral" title={t('verify:working.title')}>
          <p>{t('verify:working.file', { name: pack.name, size: size(pack.bytes) })}</p>
          <Progress value={pack.share * 100} aria-label={t('verify:working.progress')} />
          <Button size="xs" variant="default" onClick={onCancel}>
            {t('verify:working.cancel')}
          </Button>
        </Banner>
      );
    case 'unreadable':
      return (
        <Banner
          icon={IconAlertTriangle}
          tone="warning"
          title={t('verify:unreadable.title', { name: pack.name })}
        >
          <p>{t(`verify:unreadable.${pack.code}`)}</p>
          {pack.detail === '' ? null : <p className={classes.detail}>{pack.detail}</p>}
        </Banner>
      );
    case 'verified': {
      const { verification, verdict } = pack;
      const params = {
        document: documentName(figuresOf(verification.invoice)),
        readings: format.number(verification.counts.readings, 0),
        count: verdict.verdict === 'mismatch' ? verdict.findings.length : verification.counts.readings,
      };
      const { icon, tone } = LOOKS[verdict.verdict];
      return (
        <Banner icon={icon} tone={tone} title={t(`verify:verdict.${verdict.verdict}`)}>
          <p>{t(`verify:why.${verdict.verdict}`, params)}</p>
          {verdict.verdict === 'verified' && isLinked ? <p>{t('verify:why.linked')}</p> : null}
        </Banner>
      );
    }
  }
}

const LOOKS = {
  verified: { icon: IconShieldCheck, tone: 'proven' },
  consistent: { icon: IconAlertTriangle, tone: 'warning' },
  mismatch: { icon: IconAlertOctagon, tone: 'critical' },
} as const;

interface BannerProps {
  readonly icon: Icon;
  readonly tone: 'proven' | 'warning' | 'critical' | 'neutral';
  readonly title: string;
  readonly children: ReactNode;
}

function Banner({ icon: Sign, tone, title, children }: BannerProps) {
  return (
    <section className={classes.banner} data-tone={tone} role={tone === 'critical' ? 'alert' : 'status'}>
      <Sign size={36} stroke={1.5} aria-hidden className={classes.bannerSign} />
      <div className={classes.bannerWords}>
        <h2 className={classes.bannerTitle}>{title}</h2>
        {children}
      </div>
    </section>
  );
}
