import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The invoice as a PDF in the customer's language. */
export function PdfButton({ invoiceId }: { readonly invoiceId: string }) {
  const { t } = useTranslation();
  return (
    <Button
      component="a"
      variant="default"
      href={`/api/v1/invoices/${invoiceId}/pdf`}
      target="_blank"
      rel="noopener"
      leftSection={<IconFileTypePdf size={16} stroke={1.75} />}
    >
      {t('pack.pdf')}
    </Button>
  );
}
