package dev.longshore.workflows.sync;

import dev.longshore.workflows.control.Run;

/** The surveys of a host, which notes their steps as its own. */
record FakeSurvey(FakeHost host) implements MinioSyncSurveyActivities {

    @Override
    public void list(Run survey) {
        host.noted("list", survey);
        host.throwTrouble();
    }

    @Override
    public long settle(Run survey) {
        host.noted("settle", survey);
        host.throwTrouble();
        Long rest = host.left.poll();
        return rest == null ? 0 : rest;
    }

    @Override
    public long remove(Run survey) {
        host.noted("remove", survey);
        host.throwTrouble();
        return 0;
    }

    @Override
    public String conclude(Run survey) {
        host.noted("conclude", survey);
        return "{\"findings\":{}}";
    }
}
