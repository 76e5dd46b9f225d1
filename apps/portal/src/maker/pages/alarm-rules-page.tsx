export function AlarmRulesPage() {
  return null;
}
