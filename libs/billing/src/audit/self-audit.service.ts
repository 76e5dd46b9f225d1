import { Injectable } from '@nestjs/common';
import { getInvoice } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';
import type { StoredFinding } from '../entities/audit-finding.entity.js';
import { loadFindings } from './self-audit.store.js';

/** Provides the self-audit's findings on drafts, which approvers review. */
@Injectable()
export class SelfAudit {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists the findings of the latest draft of an invoice, blocking ones first.
   * @throws DomainError billing.invoice_not_found
   */
  findings(scope: Scope, invoiceId: string): Promise<StoredFinding[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getInvoice(tx, invoiceId);
      return loadFindings(tx, invoiceId);
    });
  }
}
