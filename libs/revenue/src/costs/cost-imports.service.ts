import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  importTemplate,
  type ImportTable,
  previewTable,
  readImportFile,
  type TablePreview,
} from '#equipment';
import { isRateUsableOn } from '#invoicing';
import { AuditTrail } from '#organization';
import { DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import {
  checkCostRows,
  type ContractForCosts,
  COST_COLUMNS,
  type CostRow,
  exampleCost,
  type CostContext,
  readMonth,
} from '../domain/revenue/cost-file.js';
import { rateKey } from '../domain/revenue/revenue-months.js';
import { ContractCost } from '../entities/contract-cost.entity.js';
import { listContractsForCosts, findKnownCosts, findRateDays, findByNumber } from './cost-imports.queries.js';
import { costColumns, dayOfRate } from './costs.store.js';

export interface PreviewedCosts extends Omit<TablePreview<readonly CostRow[]>, 'checked'> {
  readonly delimiter: string;
  readonly table: ImportTable;
  /** The hash of the file. The imported file must equal the previewed one. */
  readonly sha256: string;
}

/** Imports costs from a file, completely or not at all. */
@Injectable()
export class CostImportsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Validates a file and returns all of its errors, without saving anything.
   * @throws DomainError equipment.import_too_large, equipment.import_not_utf8, equipment.import_unreadable,
   * equipment.import_empty, equipment.import_too_many_rows
   */
  async preview(scope: Scope, bytes: Buffer): Promise<PreviewedCosts> {
    const { table, delimiter } = readImportFile(bytes);
    const { checked: _rows, ...preview } = await this.unitOfWork.run(scope, (tx) => checkTable(tx, table));
    return { delimiter, table, ...preview, sha256: hashOf(bytes) };
  }

  /**
   * Imports a previewed file in one transaction. It is validated again, so that a file that was already imported only
   * has errors.
   * @param sha256 as returned by the preview
   * @throws DomainError as `preview`; billing.costs_file_differs, billing.costs_file_faulty
   */
  async run(scope: Scope, bytes: Buffer, sha256: string): Promise<{ readonly created: number }> {
    if (hashOf(bytes) !== sha256) throw new DomainError('billing.costs_file_differs');
    const { table } = readImportFile(bytes);
    return this.unitOfWork.run(scope, async (tx) => {
      // A concurrent import of the same file waits here, and then finds its rows recorded.
      await tx.manager.query(`select pg_advisory_xact_lock(hashtextextended('contract_cost ' || $1, 0))`, [
        scope.makerId,
      ]);
      const { faults, checked } = await checkTable(tx, table);
      const [first] = faults;
      if (first) {
        const { row, column } = first;
        throw new DomainError('billing.costs_file_faulty', { faults: faults.length, row, column });
      }
      await this.write(tx, checked);
      await AuditTrail.write(tx, {
        action: 'billing.costs_imported',
        entity: 'contract_cost',
        after: { rows: checked.length, sha256 },
      });
      return { created: checked.length };
    });
  }

  /** Returns a template with an example that refers to an existing contract. */
  template(scope: Scope, delimiter: ',' | ';'): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) =>
      importTemplate(COST_COLUMNS, delimiter, exampleCost(await listContractsForCosts(tx), tx.now)),
    );
  }

  private async write(tx: Transaction, rows: readonly CostRow[]): Promise<void> {
    const currencies = new Map((await listContractsForCosts(tx)).map(({ id, currency }) => [id, currency]));
    for (const { contractId, fields } of rows) {
      const columns = await costColumns(
        tx,
        { id: contractId, currency: currencies.get(contractId)! },
        fields,
      );
      await tx.manager.insert(ContractCost, {
        makerId: tx.scope.makerId,
        id: newId(),
        contractId,
        ...columns,
        origin: 'imported',
        recordedAt: tx.now,
        recordedBy: tx.scope.userId,
        version: 1,
      });
    }
  }
}

async function checkTable(tx: Transaction, table: ImportTable): Promise<TablePreview<readonly CostRow[]>> {
  const context = await loadContext(tx, table);
  return previewTable(COST_COLUMNS, table, (fields) => checkCostRows(table, fields, context));
}

/** Loads the records to which the cells of a file may refer. */
async function loadContext(tx: Transaction, table: ImportTable): Promise<CostContext> {
  const cellTexts = [...new Set(table.rows.flatMap(({ cells }) => cells.map((cell) => cell.trim())))];
  const tickets = await findByNumber(tx, 'ticket', cellTexts);
  const deliveries = await findByNumber(tx, 'kit_delivery', cellTexts);
  const contracts = (await listContractsForCosts(tx)).map((contract): ContractForCosts => {
    const machines = new Set(contract.machines.map(({ id }) => id));
    const isOfContract = ({ machineId }: { readonly machineId: string }): boolean => machines.has(machineId);
    return {
      ...contract,
      tickets: tickets.filter(isOfContract),
      deliveries: deliveries.filter(isOfContract),
    };
  });
  const months = cellTexts.flatMap((cellText) => {
    const month = readMonth(cellText.slice(0, 7));
    return 'value' in month ? [month.value] : [];
  });
  const rates = await findRateDays(tx, cellTexts);
  return {
    contracts,
    hasRate: (from, to, fields) => {
      const day = dayOfRate(fields, tx.now);
      const days = rates.get(rateKey(from, to)) ?? [];
      return from === to || days.some((known) => isRateUsableOn(known, day));
    },
    known: await findKnownCosts(tx, [...new Set(months)]),
  };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
