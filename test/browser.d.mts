type Machine = {
  env: Record<string, string | undefined>;
  platform: string;
  isRoot: boolean;
  playwrightBrowser(): string;
  exists(path: string): boolean;
  run(command: string, args: string[], show?: boolean): boolean;
  say(message: string): void;
};

export const launchArguments: string[];
export function installedBrowser(machine?: Machine): string | undefined;
export function findBrowser(machine?: Machine): string;
