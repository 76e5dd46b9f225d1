import { systemScope } from '#platform';
import { PaymentsService } from '#receivables';
import { Job, type JobData } from '../queue/job.decorator.js';

/** Sets off a new credit note against the invoice that it credits. */
@Job({
  name: 'set-off-credit-note',
  requestedBy: {
    event: 'billing.invoice_credited',
    fields: ['invoiceId', 'creditNoteId'],
    key: 'creditNoteId',
  },
})
export class SetOffCreditNoteJob {
  constructor(private readonly payments: PaymentsService) {}

  run({ makerId, invoiceId, creditNoteId }: JobData<'invoiceId' | 'creditNoteId'>): Promise<void> {
    return this.payments.setOffAgainstOriginal(systemScope(makerId), creditNoteId, invoiceId);
  }
}
