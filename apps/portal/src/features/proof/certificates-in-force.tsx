import { useTranslation } from 'react-i18next';
import type { Proof } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './equation/proof-quantity.module.css';

interface CertificatesInForceProps {
  readonly certificates: NonNullable<Proof['usage']>['certificates'];
  /** Last local day of the proof; undefined if there is none. */
  readonly lastDay: string | undefined;
}

/** Calibration certificates of the instrument. An expired certificate without a successor is highlighted. */
export function CertificatesInForce({ certificates, lastDay }: CertificatesInForceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (local: string): string => format.date(`${local}T00:00:00Z`, 'UTC');
  const endsLast = certificates
    .map((certificate) => certificate.lastDay)
    .sort()
    .at(-1);
  return certificates.map((certificate) => {
    const isOver = lastDay !== undefined && certificate.lastDay === endsLast && certificate.lastDay < lastDay;
    const words = format.listed([
      t(isOver ? 'proof.certificate.expired' : 'proof.certificate.valid', {
        number: certificate.number,
        by: certificate.issuedBy,
        from: day(certificate.firstDay),
        to: day(certificate.lastDay),
      }),
      certificate.tolerancePercent !== null &&
        t('meterEvent.tolerance', { percent: format.number(certificate.tolerancePercent) }),
      certificate.isOwn && t('meterEvent.own'),
    ]);
    return (
      <p className={classes.note} key={`${certificate.number} ${certificate.firstDay}`}>
        {isOver ? (
          <StateBadge state="held" plain>
            {words}
          </StateBadge>
        ) : (
          words
        )}
      </p>
    );
  });
}
