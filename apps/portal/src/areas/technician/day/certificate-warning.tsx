import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Certificate } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { certificateStatusOf } from './certificate-status.js';

interface CertificateWarningProps {
  readonly certificates: readonly Certificate[];
  /** Current day at the hub, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Certificates that expire soon or have expired. Without a valid certificate, some visits cannot be assigned to the
 * technician.
 */
export function CertificateWarning({ certificates, today }: CertificateWarningProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {certificates.map((certificate) => {
        const { status: standing, days } = certificateStatusOf(certificate.validUntil, today);
        if (standing === 'valid') return null;
        const day = format.shortDate(`${certificate.validUntil}T12:00:00Z`, 'UTC');
        return (
          <FieldRow
            key={certificate.name}
            sign={IconCertificate}
            tone={standing === 'expired' ? 'critical' : 'warning'}
            title={t(`technician:certificate.${standing}`, {
              name: certificate.name,
              day,
              count: Math.abs(days),
            })}
            to="/field/me"
          >
            {t('technician:certificate.effect')}
          </FieldRow>
        );
      })}
    </>
  );
}
