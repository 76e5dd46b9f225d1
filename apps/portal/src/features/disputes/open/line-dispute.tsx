import { Button } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { InvoiceLine } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useLineName } from '../../invoice-lines/use-line-name.js';
import { useInvoiceDisputes } from '../use-invoice-disputes.js';
import { OpenDisputeDialog, type ReadingsToDispute } from './open-dispute-dialog.js';

interface LineDisputeProps {
  readonly invoiceId: string;
  readonly line: Pick<InvoiceLine, 'id' | 'kind' | 'params' | 'name'>;
  readonly base: string;
  /** Readings currently shown in the line's proof. */
  readonly readings: ReadingsToDispute | null;
}

/** The dispute of a line, or a button to open one. Shown beside the line's proof. */
export function LineDispute({ invoiceId, line, base, readings }: LineDisputeProps) {
  const { t } = useTranslation();
  const may = useMay();
  const lineName = useLineName();
  const [isAsked, setAsked] = useState(false);
  const invoice = useOne('invoices', '/invoices/{id}', { path: { id: invoiceId } }).data;
  const disputes = useInvoiceDisputes(invoiceId, invoice?.issuedOn != null).data;
  if (invoice === undefined || disputes === undefined) return null;
  const dispute = disputes.items.find((candidate) => candidate.line?.id === line.id);
  if (dispute !== undefined)
    return (
      <Button
        component={Link}
        to={`${base}/${dispute.id}`}
        variant="default"
        leftSection={<IconMessageQuestion size={16} stroke={1.75} />}
      >
        {t('dispute.crumb')}: {t(`state.${dispute.state}`)}
      </Button>
    );
  if (!disputes.isOpenToDisputes || disputes.lastDay === null || !may('disputes.raise')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconMessageQuestion size={16} stroke={1.75} />}
        onClick={() => setAsked(true)}
      >
        {t('dispute.ask')}
      </Button>
      {isAsked ? (
        <OpenDisputeDialog
          about={{
            ...invoice,
            invoiceId,
            line: { id: line.id, name: lineName(line) },
            lastDay: disputes.lastDay,
            readings,
          }}
          base={base}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
