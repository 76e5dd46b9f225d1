import type { ContractContent } from '../contract/contract-fields.js';
import { applyDelta, type ContractDelta, FIELDS_IN_TIME } from './contract-delta.js';

/** A signed amendment, with the fields that determine a contract's terms. */
export interface SignedAmendment {
  readonly id: string;
  /** Number within the contract, in the order of signing, from 1. */
  readonly number: number;
  /** First day of the new terms, `YYYY-MM-DD`; can be before the day of signing. */
  readonly effectiveOn: string;
  readonly changes: ContractDelta;
  /** Day of the index adjustment; absent or null for other amendments. */
  readonly stepOn?: string | null;
}

const VERSION_TERMS = [...FIELDS_IN_TIME, 'charges'] as const;
type TermsOfVersion = Pick<ContractContent, (typeof VERSION_TERMS)[number]>;

/** The terms of a contract from a day until the next version. */
export interface VersionTerms extends TermsOfVersion {
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The amendments that take effect on that day, in the order of signing. */
  readonly amendmentIds: readonly string[];
  /** Numbers of these amendments. */
  readonly amendmentNumbers: readonly number[];
}

export interface ContractInTime {
  /**
   * The latest terms. They cover all time: machines have their own days under the contract, meters include all former
   * ones, and the contract has only one end.
   */
  readonly content: ContractContent;
  /** In chronological order; the first one begins with the contract. */
  readonly versions: readonly VersionTerms[];
}

/**
 * Returns the terms of a contract over time: a pure function of the original contract and the known amendments. The
 * terms on a day result from the amendments that took effect on that day or before, ordered by their first days and,
 * for the same day, by signing. The end of the contract that was signed last is valid.
 */
export function contractInTime(
  base: ContractContent,
  amendments: readonly SignedAmendment[],
): ContractInTime {
  const ordered = [...amendments].sort(
    (a, b) => compare(a.effectiveOn, b.effectiveOn) || a.number - b.number,
  );
  const versions: VersionTerms[] = [termsFrom(base.startsOn, [], base)];
  let onSameDay: SignedAmendment[] = [];
  let content = base;
  for (const amendment of ordered) {
    const { effectiveOn, changes } = amendment;
    content = applyDelta(content, changes, effectiveOn);
    const last = versions.at(-1)!;
    const isSameDay = last.from === effectiveOn;
    onSameDay = isSameDay ? [...onSameDay, amendment] : [amendment];
    if (isSameDay) versions.pop();
    versions.push(termsFrom(effectiveOn, onSameDay, content));
  }
  return { content: { ...content, endsOn: effectiveEnd(base, amendments) }, versions };
}

/** Returns the terms on a day; the first terms for days before the contract begins. */
export function termsOn<Terms extends Pick<VersionTerms, 'from'>>(
  versions: readonly Terms[],
  day: string,
): Terms {
  return versions.findLast(({ from }) => from <= day) ?? versions[0]!;
}

/** Returns all terms of a contract on a day. */
export function contentOn({ content, versions }: ContractInTime, day: string): ContractContent {
  return { ...content, ...pickTerms(termsOn(versions, day)) };
}

function termsFrom(
  from: string,
  amendments: readonly SignedAmendment[],
  content: ContractContent,
): VersionTerms {
  return {
    from,
    amendmentIds: amendments.map(({ id }) => id),
    amendmentNumbers: amendments.map(({ number }) => number),
    ...pickTerms(content),
  };
}

function pickTerms(from: TermsOfVersion): TermsOfVersion {
  return Object.fromEntries(VERSION_TERMS.map((term) => [term, from[term]])) as unknown as TermsOfVersion;
}

function effectiveEnd({ endsOn }: ContractContent, amendments: readonly SignedAmendment[]): string | null {
  const endAmendments = amendments.filter(({ changes }) => changes.endsOn !== undefined);
  const last = endAmendments.reduce<SignedAmendment | null>(
    (latest, one) => (latest && latest.number > one.number ? latest : one),
    null,
  );
  return last ? last.changes.endsOn! : endsOn;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
