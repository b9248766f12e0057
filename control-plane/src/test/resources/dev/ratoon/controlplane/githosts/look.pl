# Looks through all that a process of a sandbox may see of the others, as hostile code beside a harness
# would, for what ./sought names: lines of a name and the hexadecimal bytes. Writes ./found: "PLACE PID NAME"
# for each that is there, "open|closed PID" for each memory, "read PATH" for what is the runner's, "over".
use strict;
use warnings;

my $most = 1 << 20;
my $overlap = 256;

# What a search that works finds: in another process, and written so that nothing else has it.
my $code = 'open(my $f, "+>", "/tmp/gone") or die; unlink "/tmp/gone"; syswrite($f, scalar reverse'
    . '("df-ni-detnalp")); my $m = reverse("yromem-ni-detnalp"); syswrite(STDOUT, "."); sleep 3600';
$ENV{PLANTED} = 'planted-in-' . 'environ';
my $beside = open(my $ready, '-|', 'perl', '-e', $code, 'planted-in-' . 'cmdline') or die $!;
delete $ENV{PLANTED};
sysread($ready, my $begun, 1);
open(my $plain, '>', "$ENV{HOME}/plain") or die $!;
print {$plain} 'planted-in-' . 'file';
close $plain;

my $until = time + 80;
sleep 1 until -e 'sought' || time > $until;
open(my $list, '<', 'sought') or die $!;
my @sought = map { my ($name, $hex) = split; [$name, pack('H*', $hex)] } <$list>;
close $list;
open(my $found, '>', 'found.new') or die $!;
my %told;

sub tell_of { my $line = join(' ', @_); print {$found} "$line\n" unless $told{$line}++ }

sub look {
    my ($where, $pid, $bytes) = @_;
    for (@sought) { tell_of($where, $pid, $_->[0]) if index($$bytes, $_->[1]) >= 0 }
    tell_of($where, $pid, 'credential')
        if $$bytes =~ /Runner (?:control|git|model|egress)\.[0-9a-f-]{36}\.\d+\.\d+\.[\w-]{86}/
        || $$bytes =~ /Sandbox [0-9a-f-]{36}\.\d+\.[0-9a-f]{64}/;
}

sub look_in_stream {
    my ($where, $pid, $path, %seek) = @_;
    open(my $file, '<:raw', $path) or return 0;
    my ($kept, $bytes) = ('', '');
    while (sysread($file, $bytes, $most)) {
        my $all = $kept . $bytes;
        look($where, $pid, \$all);
        $kept = length($all) > $overlap ? substr($all, -$overlap) : $all;
    }
    return 1;
}

# A file once, however many have it open or mapped.
my %looked;
sub look_in_file {
    my ($where, $pid, $path) = @_;
    my ($device, $inode) = stat $path;
    return if !defined $inode || !-f _ || $looked{"$device $inode"}++;
    look_in_stream($where, $pid, $path);
}

# Only what is there: the reserved gigabytes of a JavaScript engine are not.
sub look_in_memory {
    my ($pid) = @_;
    open(my $maps, '<', "/proc/$pid/maps") or return tell_of('closed', $pid);
    my @maps = <$maps>;
    open(my $memory, '<:raw', "/proc/$pid/mem") or return tell_of('closed', $pid);
    open(my $pages, '<:raw', "/proc/$pid/pagemap") or return tell_of('closed', $pid);
    my $any = 0;
    for (@maps) {
        my ($from, $to, $rights, $path) = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+\s*(.*)$/ or next;
        look_in_file('mapped', $pid, $path) if $path =~ m{^/};
        next if $rights !~ /^r/ || ($path =~ m{^/} && $rights !~ /w/) || $path =~ /^\[v/;
        no warnings 'portable';
        my ($at, $end, $kept) = (hex $from, hex $to, '');
        for (; $at < $end; $at += $most) {
            my $size = $end - $at < $most ? $end - $at : $most;
            sysseek($pages, $at / 4096 * 8, 0);
            sysread($pages, my $entries, $size / 4096 * 8) or last;
            if (!grep { $_ >> 62 } unpack('Q*', $entries)) { $kept = ''; next }
            sysseek($memory, $at, 0);
            sysread($memory, my $bytes, $size) or do { $kept = ''; next };
            $any = 1;
            my $all = $kept . $bytes;
            look('memory', $pid, \$all);
            $kept = substr($all, -$overlap);
        }
    }
    tell_of($any ? 'open' : 'closed', $pid);
}

sub look_in_folder {
    my ($folder) = @_;
    opendir(my $all, $folder) or return;
    for (grep { !/^\.\.?$/ } readdir $all) {
        my $path = ($folder eq '/' ? '' : $folder) . "/$_";
        next if -l $path || $path =~ m{^/(?:proc|sys|usr|opt/ratoon)$} || $path =~ m{/(?:sought|found\.new)$};
        -d _ ? look_in_folder($path) : look_in_file('file', 0, $path);
    }
}

for my $pid (grep { $_ != $$ } map { m{(\d+)$} } glob '/proc/[0-9]*') {
    look_in_stream('cmdline', $pid, "/proc/$pid/cmdline");
    look_in_stream('environ', $pid, "/proc/$pid/environ");
    for my $fd (glob "/proc/$pid/fd/*") {
        my $to = readlink($fd) // '';
        tell_of('read', $to) if $to =~ m{^/state/|^/run/ratoon/(?:key|doors)};
        look_in_file('fd', $pid, $fd);
    }
    look_in_memory($pid);
    for my $theirs (qw(/state /run/ratoon/key /run/ratoon/doors)) {
        tell_of('read', "/proc/$pid/root$theirs") if -e "/proc/$pid/root$theirs";
    }
}
tell_of('read', $_) for grep { -e } qw(/state /run/ratoon/key /run/ratoon/doors);
look_in_folder('/');
kill 'KILL', $beside;
print {$found} "over\n";
close $found;
rename('found.new', 'found') or die $!;
