export function ProofPage() {
  return null;
}
