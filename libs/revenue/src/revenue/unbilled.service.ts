import { Injectable } from '@nestjs/common';
import { composeMonth, DraftInputs, taxMonths } from '#billing';
import { getContract } from '#contracts';
import { type Behaviour, behaviourOf, type DraftLine, isOnHold } from '#invoicing';
import { contractMonth } from '#metering';
import { DomainError, fromMinor, type Page, type Scope, type Transaction, UnitOfWork } from '#platform';
import { type UnbilledContract, type UnbilledPage, listUnbilledContracts } from './revenue.queries.js';
import { toMonthSpan } from './revenue.service.js';

/** Expected amounts of a month without a document, from current data, as decimals. */
export interface UnbilledMonth extends UnbilledContract {
  readonly fixed: string | null;
  readonly variable: string | null;
  readonly amount: string | null;
  /** The number of lines with an unknown amount. */
  readonly waitingLines: number;
  /** Error code if the calculation fails. The amounts are then null. */
  readonly problem: string | null;
}

type ComputedMonth = Omit<UnbilledMonth, keyof UnbilledContract>;

/** Calculates months that no run has drafted, with the functions of a billing run. Stores nothing. */
@Injectable()
export class UnbilledService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inputs: DraftInputs,
  ) {}

  /**
   * Lists the contracts that are in force in a month but have no document for it, ordered by number. Each contract is
   * calculated in its own transaction. If the calculation of a contract fails, its error is reported and the others are
   * not affected.
   * @param month `YYYY-MM`
   * @throws DomainError billing.months_invalid
   */
  async list(
    scope: Scope,
    month: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<Page<UnbilledMonth>> {
    const span = toMonthSpan({ from: month, to: month });
    const { items, next } = await this.unitOfWork.run(scope, (tx) => listUnbilledContracts(tx, span, page));
    const computed: UnbilledMonth[] = [];
    for (const contract of items)
      computed.push({ ...contract, ...(await this.computeMonth(scope, contract, month)) });
    return { items: computed, next };
  }

  /**
   * Lists the contracts of a legal entity that are in force in a month but have no document for it, without amounts.
   * @param month `YYYY-MM`
   * @throws DomainError billing.months_invalid
   */
  listContracts(
    scope: Scope,
    month: string,
    page: Pick<UnbilledPage, 'limit' | 'legalEntityId'>,
  ): Promise<Page<UnbilledContract>> {
    const span = toMonthSpan({ from: month, to: month });
    return this.unitOfWork.run(scope, (tx) => listUnbilledContracts(tx, span, page));
  }

  private async computeMonth(
    scope: Scope,
    { contract }: UnbilledContract,
    month: string,
  ): Promise<ComputedMonth> {
    try {
      return await this.unitOfWork.run(scope, (tx) => this.computeMonthWithin(tx, contract.id, month));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { fixed: null, variable: null, amount: null, waitingLines: 0, problem: error.code };
    }
  }

  private async computeMonthWithin(
    tx: Transaction,
    contractId: string,
    monthName: string,
  ): Promise<ComputedMonth> {
    const contract = await getContract(tx, contractId);
    const month = contractMonth(monthName, contract);
    if (month.from > tx.now.getTime()) return NOT_BEGUN;
    const usageCache = this.inputs.createUsageCache();
    const usages = await this.inputs.getCachedMonth(tx, contract, month, usageCache);
    const input = await this.inputs.gatherWithin(tx, contract, month, usages, {
      isStored: false,
      usageCache,
    });
    const [composed] = await taxMonths(tx, [composeMonth({ contract, month, usages, input })]);
    const { draft, taxed } = composed!;
    const { lines } = draft;
    // Net like all revenue, even if the contract's prices include tax.
    const netOf = (of: 'fixed' | 'variable'): bigint =>
      lines.reduce(
        (sum, line, index) =>
          !isDeposit(line) && behaviourOfLine(line) === of ? sum + (taxed.lines[index]?.netMinor ?? 0n) : sum,
        0n,
      );
    const [fixedMinor, variableMinor] = [netOf('fixed'), netOf('variable')];
    return {
      fixed: fromMinor(fixedMinor, contract.currency),
      variable: fromMinor(variableMinor, contract.currency),
      amount: fromMinor(fixedMinor + variableMinor, contract.currency),
      waitingLines: lines.filter(isOnHold).length,
      problem: null,
    };
  }
}

/** The result if the contract's billing month begins later in the calendar month. */
const NOT_BEGUN: ComputedMonth = { fixed: '0', variable: '0', amount: '0', waitingLines: 0, problem: null };

const isDeposit = ({ place }: DraftLine): boolean => place?.component === 'deposit';
const behaviourOfLine = ({ kind, place }: DraftLine): Behaviour => behaviourOf(place?.component ?? kind);
