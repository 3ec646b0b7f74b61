// The libraries and programs that have to be on the computer itself.
import { Refusal, note, step } from "./say.mjs";
import { capture, present, run } from "./run.mjs";

// Debian and Ubuntu packages, by what they are for. What compiles the command line is apart from
// what compiles the window: a computer without a display needs no browser engine.
const packages = {
  commandLine: ["build-essential", "pkg-config", "libfontconfig-dev", "fonts-noto-cjk"],
  window: [
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libayatana-appindicator3-dev",
    "libdbus-1-dev",
  ],
  tests: ["chromium", "xvfb", "xdotool", "imagemagick", "webkit2gtk-driver", "dbus-x11", "locales"],
};

const debian = () => process.platform === "linux" && present("dpkg-query") && present("apt-get");

function missing(names) {
  return names.filter((name) => {
    const answer = capture("dpkg-query", ["--show", "--showformat=${db:Status-Status}", name]);
    return answer?.output !== "installed";
  });
}

/**
 * Sees to it that the packages of the named groups are installed.
 *
 * On Debian and Ubuntu the missing ones are installed, with sudo where the caller is not root.
 * Elsewhere this only says what is needed: guessing at another system's package names would
 * install the wrong thing.
 */
export async function ensurePackages(groups) {
  if (process.platform !== "linux") return;
  const wanted = groups.flatMap((group) => packages[group]);
  if (!debian()) {
    note(
      `Needed on this Linux, under its own names: ${wanted.join(" ")}`,
      `这个 Linux 上需要（包名可能不同）：${wanted.join(" ")}`,
    );
    return;
  }
  const absent = missing(wanted);
  if (absent.length === 0) return;

  const root = process.getuid() === 0;
  if (!root && !present("sudo")) {
    throw new Refusal(
      `System libraries are missing and there is no sudo; run this as root: apt-get install ${absent.join(" ")}`,
      `缺系统库，又没有 sudo；用 root 运行：apt-get install ${absent.join(" ")}`,
    );
  }
  step(`Installing system libraries: ${absent.join(" ")}`, `安装系统库：${absent.join(" ")}`);
  // DPkg::Lock::Timeout waits for an upgrade that runs in the background on a fresh machine.
  const apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", "-q"];
  const [command, ...prefix] = root ? apt : ["sudo", ...apt];
  // A failed update is no reason to stop: the lists on the disk may do.
  await run(command, [...prefix, "update"]);
  const code = await run(command, [...prefix, "install", "--yes", "--no-install-recommends", ...absent]);
  const still = missing(absent);
  if (code !== 0 || still.length > 0) {
    throw new Refusal(
      `apt could not install ${still.join(" ")}; its own words are above.`,
      `apt 没能装上 ${still.join(" ")}，原因见上面。`,
    );
  }
}

/** True where a window can be opened. */
export const hasDisplay = () =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
