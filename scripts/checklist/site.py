"""What is around the application: secrets, the certificate, nginx, the image, manifests, alerts and ports."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import tempfile
from pathlib import Path

from checklist.given import ROOT, Failed, Given, NotChecked, assigned, output, program, ran

IMAGE = "mathspeak:prod"
PLACEHOLDER = re.compile(r"CHANGE.?ME|changeme|<[\w -]+>|\bTODO\b", re.IGNORECASE)
EXAMPLE_DOMAIN = re.compile(r"[\w.-]*\bexample\.(?:com|org|net)\b|[\w.-]+\.example\b")
GUESSED = frozenset("password secret admin mathspeak redis grafana test 123456".split())
SHORTEST_SECRET = 16
DAYS_LEFT = 14


class Site(Given):
    def check_02_secrets(self) -> str:
        if self.env_file is None:
            raise NotChecked("there is no deploy/.env, and --env-file names no other")
        if self.env_file.stat().st_mode & 0o077:
            raise Failed(f"others may read {self.env_file}: chmod 600 {self.env_file}")
        names = [name for name in self.environ if re.search(r"PASSWORD$|SECRET$|TOKEN$", name)]
        names = [name for name in names if name in assigned(self.env_file)]
        for name in names:
            value = self.environ[name]
            if PLACEHOLDER.search(value) or value.lower() in GUESSED or len(value) < SHORTEST_SECRET:
                raise Failed(f"{name} is a placeholder or can be guessed: openssl rand -hex 24 makes one")
        if len({self.environ[name] for name in names}) < len(names):
            raise Failed("two of them are the same: make one for each")
        return ", ".join(names) or "none is asked for"

    def check_04_domain(self) -> str:
        domain = self.environ.get("GATE_DOMAIN", "")
        if not domain:
            raise NotChecked("GATE_DOMAIN is not set")
        if EXAMPLE_DOMAIN.search(domain):
            raise Failed(f"GATE_DOMAIN is still {domain}: set the name that people will use")
        return domain

    def check_05_certificate(self) -> str:
        certificate, key = self._certificate()
        openssl = program("openssl")
        public = [output(openssl, "x509", "-in", certificate, "-noout", "-pubkey")]
        public.append(output(openssl, "pkey", "-in", key, "-pubout"))
        if public[0] != public[1]:
            raise Failed(f"{key} is not the key of {certificate}: put both of one certificate there")
        seconds = str(DAYS_LEFT * 86400)
        ends = output(openssl, "x509", "-in", certificate, "-noout", "-enddate").partition("=")[2].strip()
        if ran(openssl, "x509", "-in", certificate, "-noout", "-checkend", seconds).returncode:
            raise Failed(f"the certificate ends on {ends}: renew it")
        domain = self.environ.get("GATE_DOMAIN", "")
        if domain and "does match" not in output(openssl, "x509", "-in", certificate, "-noout", "-checkhost", domain):
            raise Failed(f"the certificate is not for {domain}: get one with that name")
        if Path(key).stat().st_mode & 0o004:
            raise Failed(f"everybody may read {key}: chmod o-r {key}")
        return f"with its key, until {ends}"

    def _certificate(self) -> tuple[str, str]:
        folder = Path(self.given.tls or self.deploy / "tls")
        if not (self.given.tls or self.env_file or folder.exists()):
            raise NotChecked(f"there is no {folder}, and --tls names no other")
        pair = str(folder / "tls.crt"), str(folder / "tls.key")
        for file in pair:
            if not os.access(file, os.R_OK):
                raise Failed(
                    f"{file} is not there or cannot be read: put the certificate there, or name its folder by --tls"
                )
        return pair

    def check_06_nginx(self) -> str:
        nginx = program("nginx")
        template = self.deploy / "nginx" / "nginx.conf.template"
        values = {
            **assigned(self.deploy / "nginx" / "nginx.env"),
            **{n: v for n, v in self.environ.items() if n[:5] == "GATE_"},
        }
        with tempfile.TemporaryDirectory() as folder:
            values |= {"GATE_RUN": folder, "GATE_HTTP": f"unix:{folder}/http", "GATE_HTTPS": f"unix:{folder}/https"}
            values["GATE_CERTIFICATE"], values["GATE_CERTIFICATE_KEY"] = self._any_certificate(folder)
            config = Path(folder) / "nginx.conf"
            text = re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], found[0]), template.read_text())
            config.write_text(text)
            done = ran(nginx, "-t", "-q", "-e", "stderr", "-c", str(config))
        if done.returncode or "warn" in done.stderr:
            raise Failed(f"nginx refuses {template}: {done.stderr.strip()[-300:]}")
        return "the configuration is accepted"

    def _any_certificate(self, folder: str) -> tuple[str, str]:
        """That of the site; where it is not good, nginx is tried with one of this moment."""
        with contextlib.suppress(Failed, NotChecked):
            self.check_05_certificate()
            return self._certificate()
        pair = f"{folder}/tls.crt", f"{folder}/tls.key"
        ran(
            program("openssl"),
            *"req -x509 -newkey rsa:2048 -nodes -subj /CN=x -out".split(),
            pair[0],
            "-keyout",
            pair[1],
        )
        return pair

    def check_12_image(self) -> str:
        docker = program("docker")
        form = '{{index .Config.Labels "org.opencontainers.image.version"}} {{.Config.User}}'
        done = ran(docker, "image", "inspect", IMAGE, "--format", form)
        if done.returncode:
            if "no such image" in done.stderr.lower():
                raise Failed(f"there is no {IMAGE}: docker build --tag {IMAGE} .")
            raise NotChecked(f"docker does not answer: {done.stderr.strip()[-120:]}")
        label, _, user = done.stdout.strip().partition(" ")
        version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[1]
        if label != version:
            raise Failed(f"{IMAGE} is of version {label or 'none'}, and this is {version}: build it anew")
        if not user.startswith("10001"):
            raise Failed(f"{IMAGE} runs as {user or 'root'}: build it from the Dockerfile here")
        return f"{IMAGE} {label}, which runs as {user}"

    def check_13_compose(self) -> str:
        file = self.deploy / "compose.yaml"
        if not file.exists():
            raise NotChecked(f"there is no {file}")
        docker = program("docker")
        if ran(docker, "compose", "version").returncode:
            raise NotChecked("docker has no compose here")
        env = ["--env-file", str(self.env_file)] if self.env_file else []
        done = ran(docker, "compose", *env, "-f", str(file), "config", "-q")
        if done.returncode:
            raise Failed(f"{file}: {done.stderr.strip()[-200:]}")
        return "compose.yaml is accepted"

    def check_14_manifests(self) -> str:
        folder = self.deploy / "k8s"
        if not folder.is_dir():
            raise NotChecked(f"there is no {folder}")
        try:
            import yaml
        except ImportError:
            raise NotChecked("PyYAML is not installed here") from None
        wanted = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
        count = 0
        for name in wanted:
            text = (folder / name).read_text(encoding="utf-8")
            count += sum(document is not None for document in yaml.safe_load_all(text))
            for number, line in enumerate(text.splitlines(), start=1):
                found = PLACEHOLDER.search(line) or EXAMPLE_DOMAIN.search(line)
                if found and not line.lstrip().startswith("#"):
                    raise Failed(f"{folder / name}:{number} still has {found[0]}: put your own there")
        return f"{count} in {len(wanted)} files, without placeholders"

    def check_15_alerts(self) -> str:
        folder = self.deploy / "monitoring"
        if not folder.is_dir():
            raise NotChecked(f"there is no {folder}")
        promtool = program("promtool")
        rules = [path for path in sorted(folder.glob("alerts*.yml")) if not path.stem.endswith("_test")]
        for command in (
            ["check", "rules", *map(str, rules)],
            ["check", "config", "--syntax-only", str(folder / "prometheus.yml")],
        ):
            done = ran(promtool, *command)
            if done.returncode:
                raise Failed(f"promtool {' '.join(command[:2])}: {(done.stderr or done.stdout).strip()[-300:]}")
        return f"{len(rules)} files of rules are accepted"

    def check_16_ports(self) -> str:
        ports = [int(self.environ.get(name, default)) for name, default in (("HTTP_PORT", "80"), ("HTTPS_PORT", "443"))]
        if self.given.upgrade:
            raise NotChecked(f"{ports} are in use by what is upgraded")
        for port in ports:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("0.0.0.0", port))
                except PermissionError:
                    raise NotChecked(f"only root may listen on port {port}") from None
                except OSError:
                    raise Failed(f"port {port} is taken: ss -ltnp tells by whom; --upgrade if by mathspeak") from None
        return f"{ports} are free"
