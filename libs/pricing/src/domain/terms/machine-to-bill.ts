/** A machine under the contract, days [from, to). */
export interface MachineToBill {
  readonly machineId: string;
  readonly serial: string;
  readonly from: string;
  readonly to: string | null;
}
