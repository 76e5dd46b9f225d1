/** A machine and its days [from, to) under the contract. */
export interface MachineToBill {
  readonly machineId: string;
  readonly serial: string;
  readonly from: string;
  readonly to: string | null;
}
