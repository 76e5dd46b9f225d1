const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{8,}$/;

/** Formats an account number for reading and comparing: an IBAN in groups of four, other numbers as they are. */
export function formatAccountNumber(account: string): string {
  return IBAN.test(account) ? inGroupsOfFour(account) : account;
}

/** Formats a long number in groups of four, between which a narrow screen may break the line. */
export function inGroupsOfFour(number: string): string {
  return (number.match(/.{1,4}/g) ?? []).join(' ');
}
