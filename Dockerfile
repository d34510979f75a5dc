# The static binary and nothing else, which runs as nobody. To lint the current folder:
#
#     docker build -t envlint .
#     docker run --rm -v "$PWD:/work" envlint
#
# With --fix, also pass --user "$(id -u):$(id -g)", so that it may write your files.
FROM rust:1.95-alpine AS build
WORKDIR /source
COPY . .
RUN cargo build --locked --release --bin envlint

FROM scratch
COPY --from=build /source/target/release/envlint /envlint
COPY LICENSE-MIT LICENSE-APACHE /
WORKDIR /work
USER 65534:65534
ENTRYPOINT ["/envlint"]
