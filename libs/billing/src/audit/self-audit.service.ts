import { Injectable } from '@nestjs/common';
import { getInvoice } from '#invoicing';
import { type Scope, UnitOfWork } from '#platform';
import type { StoredFinding } from '../entities/audit-finding.entity.js';
import { findingsOf } from './self-audit.store.js';

/** What drafts were found to have wrong with them, for those who approve. */
@Injectable()
export class SelfAudit {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of an invoice as it was drafted last, what blocks first. @throws DomainError billing.invoice_not_found */
  findings(scope: Scope, invoiceId: string): Promise<StoredFinding[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getInvoice(tx, invoiceId);
      return findingsOf(tx, invoiceId);
    });
  }
}
