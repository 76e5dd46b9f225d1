import { DomainError, Exact } from '#platform/domain';
import type { StatementPart, StatementReader, UnidentifiedLine } from '../domain/statements/statement.js';
import { StatementWriter } from '../domain/statements/statement-writer.js';
import {
  currencyIn,
  ownAccountIn,
  presentText,
  rejectMissing,
  rejectValue,
} from '../domain/statements/values.js';
import { amountOfNode, type CamtDetail, type CamtEntryFacts, negated, readDetail } from './camt-details.js';
import { linesOfEntry, readEntryFacts } from './camt-entry.js';
import { XmlElements } from './xml-elements.js';
import { nodeAt, textAt, type XmlNode } from './xml-node.js';

/** Namespace of statements and notifications, versions 02 to 13. */
const NAMESPACE = /camt\.05([34])\.001\.(0[2-9]|1[0-3])$/;
/** Elements of a statement that precede its entries. */
const HEADER = new Set(['Id', 'ElctrncSeqNb', 'LglSeqNb', 'Acct', 'Bal']);
const MAX_CHILDREN = 10_000;
const MAX_DETAILS = 200_000;

/**
 * Meaning of the direction of a reversal. Needed only for files without balances, because balances reveal the
 * direction.
 */
export interface CamtOptions {
  /** `booked`: the direction of the reversal itself (ISO 20022); `original`: the direction of the reversed entry. */
  readonly reversalDirection?: 'booked' | 'original' | undefined;
}

/** Reads CAMT.053 statements and CAMT.054 notifications (ISO 20022, versions 02 to 13) in a stream. */
export function camtReader({ reversalDirection = 'booked' }: CamtOptions = {}): StatementReader {
  return new CamtReader(reversalDirection);
}

interface OpenEntry {
  facts: CamtEntryFacts | null;
  readonly details: CamtDetail[];
}

class CamtReader implements StatementReader {
  readonly #statements = new StatementWriter();
  readonly #elements = new XmlElements({
    open: (name, attributes, fileLine) => this.#open(name, attributes, fileLine),
    close: (name, text, fileLine) => this.#close(name, text, fileLine),
  });
  #format: 'camt.053' | 'camt.054' | null = null;
  /** Open elements within a statement that are kept, from the child of the statement. */
  readonly #stack: XmlNode[] = [];
  #header: XmlNode | null = null;
  #entry: OpenEntry | null = null;
  #hasStatements = false;
  #opening: string | null = null;
  #closing: string | null = null;
  #account: string | null = null;
  #sum = new Exact(0);
  /** Lines from the first reversal on. The closing balance determines the sign of reversals. */
  #held: UnidentifiedLine[] = [];

  constructor(private readonly reversalDirection: 'booked' | 'original') {}

  write(text: string): StatementPart[] {
    this.#elements.write(text);
    return this.#statements.take();
  }

  end(): StatementPart[] {
    this.#elements.end();
    if (!this.#hasStatements) this.#rejectFormat();
    return this.#statements.take();
  }

  #open(name: string, attributes: Readonly<Record<string, string>>, fileLine: number): void {
    if (this.#format === null || this.#header === null) {
      this.#openOutside(name, attributes, fileLine);
      return;
    }
    const isKept = this.#stack.length > 0 || HEADER.has(name) || name === 'Ntry' || name === 'TxsSummry';
    if (!isKept) {
      // The subtree is parsed, and dropped when it closes.
      this.#stack.push({ name, currency: null, text: '', children: [], fileLine });
      return;
    }
    if (this.#stack.length === 0 && name === 'Ntry') this.#entry = { facts: null, details: [] };
    if (this.#entry && name === 'NtryDtls' && !this.#entry.facts) {
      if (!this.#statements.isOpen) this.#openStatement(this.#stack[0] ?? null);
      this.#entry.facts = readEntryFacts(this.#stack[0] ?? rejectMissing(fileLine, 'Ntry'), this.#account);
    }
    this.#stack.push({ name, currency: attributes['Ccy'] ?? null, text: '', children: [], fileLine });
  }

  #openOutside(name: string, attributes: Readonly<Record<string, string>>, fileLine: number): void {
    if (name === 'Document') {
      const namespace = Object.entries(attributes).find(
        ([key]) => key === 'xmlns' || key.startsWith('xmlns:'),
      );
      const found =
        Object.values(attributes)
          .map((value) => NAMESPACE.exec(value))
          .find(Boolean) ?? null;
      if (!found || !namespace) this.#rejectFormat();
      this.#format = found[1] === '3' ? 'camt.053' : 'camt.054';
    } else if (name === (this.#format === 'camt.053' ? 'Stmt' : 'Ntfctn') && this.#format !== null) {
      this.#header = { name, currency: null, text: '', children: [], fileLine };
      [this.#opening, this.#closing, this.#account] = [null, null, null];
      [this.#sum, this.#held] = [new Exact(0), []];
      this.#hasStatements = true;
    }
  }

  #close(name: string, text: string, fileLine: number): void {
    if (this.#header === null) return;
    const node = this.#stack.pop();
    if (!node) {
      this.#closeStatement(fileLine);
      return;
    }
    node.text = text;
    const parent = this.#stack.at(-1);
    if (name === 'TxDtls' && parent?.name === 'NtryDtls' && this.#entry?.facts) {
      if (this.#entry.details.length >= MAX_DETAILS) this.#rejectComplex(fileLine);
      this.#entry.details.push(readDetail(node, this.#entry.facts));
    } else if (parent) attach(parent, node, fileLine);
    else if (name === 'Ntry') this.#closeEntry(node);
    else if (HEADER.has(name)) attach(this.#header, node, fileLine);
  }

  #closeEntry(entry: XmlNode): void {
    if (!this.#statements.isOpen) this.#openStatement(entry);
    const facts = this.#entry?.facts ?? readEntryFacts(entry, this.#account);
    for (const line of linesOfEntry(entry, facts, this.#entry?.details ?? [])) {
      this.#sum = this.#sum.plus(line.amount);
      if (line.isReversal || this.#held.length > 0) this.#held.push(line);
      else this.#statements.add(line);
    }
    this.#entry = null;
  }

  #openStatement(entry: XmlNode | null): void {
    const header = this.#header;
    if (header === null) return;
    const { fileLine } = header;
    const number = textAt(header, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id') ?? rejectMissing(fileLine, 'Acct/Id');
    this.#account = ownAccountIn(number, fileLine);
    this.#opening = balanceOf(header, ['OPBD', 'PRCD']);
    this.#closing = balanceOf(header, ['CLBD']);
    const currency =
      textAt(header, 'Acct/Ccy') ?? nodeAt(header, 'Bal/Amt')?.currency ?? nodeAt(entry, 'Amt')?.currency;
    this.#statements.open({
      format: this.#format ?? 'camt.053',
      account: { number: this.#account, currency: currency ? currencyIn(currency, fileLine) : null },
      statementId: presentText(textAt(header, 'Id', 'ElctrncSeqNb', 'LglSeqNb')),
      openingBalance: this.#opening,
    });
  }

  #closeStatement(fileLine: number): void {
    if (!this.#statements.isOpen) this.#openStatement(null);
    const turns = this.#held.length > 0 && this.#turnsReversals();
    for (const line of this.#held)
      this.#statements.add(turns && line.isReversal ? { ...line, amount: negated(line.amount) } : line);
    this.#statements.close(this.#closing, fileLine);
    [this.#header, this.#held] = [null, []];
  }

  /**
   * In ISO 20022, a reversal has its own direction, but some banks state the direction of the reversed entry. The
   * balances show which convention the file uses.
   */
  #turnsReversals(): boolean {
    if (this.#opening === null || this.#closing === null) return this.reversalDirection === 'original';
    const asMarked = this.#sum.plus(this.#opening);
    if (asMarked.eq(this.#closing)) return false;
    const reversed = this.#held
      .filter((line) => line.isReversal)
      .reduce((sum, line) => sum.plus(line.amount), new Exact(0));
    return asMarked.minus(reversed).minus(reversed).eq(this.#closing);
  }

  #rejectFormat(): never {
    throw new DomainError('receivables.statement_format_unknown', {});
  }

  #rejectComplex(line: number): never {
    throw new DomainError('receivables.statement_too_complex', { line });
  }
}

function attach(parent: XmlNode, node: XmlNode, line: number): void {
  if (parent.children.length >= MAX_CHILDREN)
    throw new DomainError('receivables.statement_too_complex', { line });
  parent.children.push(node);
}

/** Returns the signed balance with the first of these codes; null if the statement has none. */
function balanceOf(header: XmlNode, codes: readonly string[]): string | null {
  const balances = header.children.filter(({ name }) => name === 'Bal');
  for (const code of codes) {
    const balance = balances.find((one) => textAt(one, 'Tp/CdOrPrtry/Cd') === code);
    if (!balance) continue;
    const amount = amountOfNode(nodeAt(balance, 'Amt'), 'Bal/Amt', balance.fileLine);
    const mark = textAt(balance, 'CdtDbtInd') ?? rejectMissing(balance.fileLine, 'Bal/CdtDbtInd');
    if (mark !== 'CRDT' && mark !== 'DBIT') rejectValue(balance.fileLine, 'Bal/CdtDbtInd', mark);
    return mark === 'DBIT' ? negated(amount) : amount;
  }
  return null;
}
