export function TelemetryPage() {
  return null;
}
